package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module's lines out of {@code Module.symvers}, as Linux 6.1 writes it. */
class SymversTest {

  @TempDir private Path directory;

  @Test
  void theLinesOfTheModuleUnderItsPlainName() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("Module.symvers"),
            """
            0x11111111\tturn\t/var/cache/dlkm/build/6.1/rot13-lib/rot13-lib\tEXPORT_SYMBOL\t
            0x22222222\tturn_back\t/var/cache/dlkm/build/6.1/rot13-lib/rot13-lib\tEXPORT_SYMBOL_GPL\tROT
            0x33333333\tother\t/var/cache/dlkm/build/6.1/other/xrot13_lib\tEXPORT_SYMBOL\t
            not a line
            """);

    String text = Symvers.of(List.of(file), "rot13_lib");

    assertThat(text)
        .isEqualTo(
            """
            0x11111111\tturn\trot13_lib\tEXPORT_SYMBOL\t
            0x22222222\tturn_back\trot13_lib\tEXPORT_SYMBOL_GPL\tROT
            """);
    assertThat(Symvers.symbols(text)).containsExactly("turn", "turn_back");
  }

  @Test
  void aModuleThatExportsNothing() throws IOException {
    assertThat(Symvers.of(List.of(directory.resolve("none")), "pulse")).isEmpty();
    assertThat(Symvers.symbols("")).isEmpty();
  }
}
