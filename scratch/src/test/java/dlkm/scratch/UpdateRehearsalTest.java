package dlkm.scratch;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** {@code kmupdate --rehearse} in a copy of this machine: good and bad updates, of all phases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpdateRehearsalTest {

  private static final String SCRIPT = "update-rehearsal";

  private Cases cases;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    MachineCopy copy = MachineCopy.fresh("rehearsal-copy");
    cases = Cases.of(SCRIPT, Ran.command(SCRIPT, copy.command(Place.call(SCRIPT))));
  }

  @TestFactory
  Stream<DynamicTest> updates() throws IOException {
    return cases.tests();
  }
}
