package dlkm.registry;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a registration comes from.
 *
 * @param built when the image was built
 * @param registered when it was registered; absent in the build area
 * @param who the user that did it
 */
public record Origin(Instant built, Optional<Instant> registered, String who) {}
