package dlkm.registry;

import java.util.OptionalInt;

/**
 * By what the kernel finds the module when its device is opened or it is pushed (spec §6.5), as it
 * is registered; {@code kbuild/LoadOnAccessAliases} makes aliases of it.
 *
 * @param blockMajor the reserved block major, -1 for a dynamic one
 * @param charMajor the reserved character major, -1 for a dynamic one
 * @param lineDiscipline the number of the line discipline that a STREAMS module is
 */
public record AccessNumbers(int blockMajor, int charMajor, OptionalInt lineDiscipline) {

  /** Found by nothing but its name. */
  public static final AccessNumbers NONE = new AccessNumbers(-1, -1, OptionalInt.empty());
}
