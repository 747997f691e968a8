package dlkm.changelog;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.fuzz.Bounded;
import dlkm.problem.Visible;
import java.nio.charset.StandardCharsets;

/**
 * A line of the change log: an entry or nothing, and what is shown of it has no control characters.
 */
class EntryLineFuzz {

  @FuzzTest
  void read(byte[] input) {
    String line = new String(input, StandardCharsets.UTF_8);
    Bounded.read(
        input,
        () -> {
          String shown = Visible.line(line);
          if (shown.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError(shown);
          }
          boolean _ = EntryLine.parse(line).isPresent();
        });
  }
}
