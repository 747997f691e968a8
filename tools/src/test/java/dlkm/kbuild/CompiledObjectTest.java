package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what an object was compiled from can be read. */
class CompiledObjectTest {

  @TempDir private Path directory;

  @Test
  void aCommandFileCountsWhenItHasStoppedGrowing() throws IOException {
    Path file = directory.resolve(".rot13.o.cmd");
    CompiledObject object = new CompiledObject(file);
    assertThat(object.isComplete()).isFalse();
    Files.writeString(file, "");
    assertThat(object.isComplete()).isFalse();
    assertThat(object.isComplete()).isFalse();
    Files.writeString(file, "cmd_rot13.o := gcc-12", StandardOpenOption.APPEND);
    assertThat(object.isComplete()).isFalse();
    Files.writeString(file, " -c rot13.c", StandardOpenOption.APPEND);
    assertThat(object.isComplete()).isFalse();
    assertThat(object.isComplete()).isTrue();
  }
}
