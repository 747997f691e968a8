package dlkm.declaration;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The {@code $LOADABLE} section of a master file: the module may be loaded dynamically (spec §3.1).
 *
 * @param stub whether stubs in the static kernel stand for the module (spec §3.7)
 * @param phases the phases in which it can be loaded; never empty, {@code {RUN}} when the file has
 *     no {@code phases}
 * @param given whether the file has {@code phases}, which format version 2 requires
 */
public record Loadable(boolean stub, Set<SupportedPhase> phases, boolean given) {

  public Loadable {
    phases = Collections.unmodifiableSet(EnumSet.copyOf(phases));
  }
}
