package dlkm.installedkernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compiler that a kernel's configuration names. */
class KernelConfigurationTest {

  @TempDir Path directory;

  private KernelConfiguration configuration(String compiler) throws IOException {
    Path file = directory.resolve(".config");
    Files.writeString(file, "CONFIG_CC_VERSION_TEXT=\"" + compiler + "\"\n");
    return KernelConfiguration.ofFile(file);
  }

  @ParameterizedTest
  @CsvSource({
    "gcc-12 (Debian 12.2.0-14) 12.2.0, gcc-12",
    "x86_64-linux-gnu-g++-12.2 12.2, x86_64-linux-gnu-g++-12.2"
  })
  void theFirstWordIsTheCompiler(String text, String name) throws IOException {
    assertThat(configuration(text).compiler()).contains(name);
  }

  /** The name is written into makefiles. */
  @ParameterizedTest
  @ValueSource(strings = {"", "$(shell,id) 1", "../../tmp/gcc 1", "gcc#12 1", "gcc;id 1"})
  void whatIsNoNameOfAProgramIsNone(String text) throws IOException {
    assertThat(configuration(text).compiler()).isEmpty();
  }
}
