package dlkm.scratch;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The running kernel follows a configuration that is loaded, or doesn't at all (spec §9.5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationLoadTest {

  private static final String SCRIPT = "configuration-load";

  private Cases cases;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    MachineCopy copy = MachineCopy.fresh("load-copy");
    copy.ok("configuration-sources");
    List<String> command = Place.rehearsal("-K", Place.release());
    command.addAll(List.of("--log", Place.log(SCRIPT + ".kernel").toString(), "--"));
    command.addAll(Place.call(SCRIPT));
    cases = Cases.of(SCRIPT, Ran.command(SCRIPT, copy.command(command)));
  }

  @TestFactory
  Stream<DynamicTest> load() throws IOException {
    return cases.tests();
  }
}
