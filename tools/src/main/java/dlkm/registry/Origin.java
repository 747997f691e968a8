package dlkm.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a registration comes from.
 *
 * @param built when the image was built
 * @param registered when it was registered; absent in the build area
 * @param who the user that did it, as the environment has it; control characters become blanks
 */
public record Origin(Instant built, Optional<Instant> registered, String who) {

  private static final String NOBODY = "unknown";

  public Origin {
    String line = OneLine.of(who);
    who = line.isEmpty() ? NOBODY : line;
  }
}
