package dlkm.declaration;

import dlkm.problem.Where;

/**
 * The {@code $DRIVER_INSTALL} section of a module's master file (spec §3.1).
 *
 * @param blockMajor the block major, or {@link #DYNAMIC}
 * @param charMajor the character major, or {@link #DYNAMIC}
 * @param required whether a minimal system needs the driver
 */
public record DriverInstall(int blockMajor, int charMajor, boolean required, Where where) {

  /** No fixed major. In both fields: the kernel assigns one. */
  public static final int DYNAMIC = -1;

  /** Whether the kernel assigns a character major when the driver is loaded. */
  public boolean isChosen() {
    return blockMajor == DYNAMIC && charMajor == DYNAMIC;
  }
}
