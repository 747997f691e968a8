package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** A configuration that one machine exports is imported, loaded and booted on another (spec §9). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationImportTest {

  private MachineCopy first;
  private MachineCopy second;
  private Cases cases;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    first = MachineCopy.fresh("export-copy");
    first.ok("configuration-export");
    second = MachineCopy.fresh("import-copy");
    Files.createDirectories(Place.WORK);
    Files.copy(
        in(first, "made.tar"), Place.WORK.resolve("made.tar"), StandardCopyOption.REPLACE_EXISTING);
    second.ok("configuration-import");
    cases = second.boot("configuration-boot");
  }

  private static Path in(MachineCopy copy, String name) {
    Path work = Path.of("/").relativize(Place.WORK.resolve(name));
    return copy.directory().resolve("changes").resolve(work);
  }

  @Test
  void theStateIsTheSame() throws IOException {
    assertThat(in(second, "brought.json")).hasSameTextualContentAs(in(first, "made.json"));
  }

  @TestFactory
  Stream<DynamicTest> boot() throws IOException {
    return cases.tests();
  }
}
