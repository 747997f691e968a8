package dlkm.declaration;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A text system file: what was read of it, written again, is read as the same. */
class SettingsFileFuzz {

  @FuzzTest
  void read(byte[] input) {
    Bounded.read(
        input, () -> check(SettingsFile.parse("f", new String(input, StandardCharsets.UTF_8))));
  }

  private static SettingsFile check(SettingsFile file) {
    String text =
        SettingsFile.head(file.name().orElse("n"), file.title(), "t")
            + file.modules().stream()
                .map(
                    line ->
                        "\n"
                            + SettingsFile.module(
                                line.module(),
                                line.state().map(ModuleState::word).orElse(SettingsFile.BEST),
                                line.version().orElse("")))
                .collect(Collectors.joining());
    int modules = SettingsFile.parse("g", text).modules().size();
    if (modules != file.modules().size()) {
      throw new AssertionError(modules + " modules of " + file.modules().size());
    }
    return file;
  }
}
