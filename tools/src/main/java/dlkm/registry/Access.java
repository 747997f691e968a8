package dlkm.registry;

import java.util.OptionalInt;

/**
 * By what the kernel finds the module when something is opened that needs it (spec §6.5).
 *
 * @param blockMajor the reserved block major, -1 for a dynamic one
 * @param charMajor the reserved character major, -1 for a dynamic one
 * @param lineDiscipline the number of the line discipline that a STREAMS module is
 */
public record Access(int blockMajor, int charMajor, OptionalInt lineDiscipline) {

  /** Found by nothing but its name. */
  public static final Access NONE = new Access(-1, -1, OptionalInt.empty());
}
