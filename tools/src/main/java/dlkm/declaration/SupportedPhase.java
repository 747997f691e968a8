package dlkm.declaration;

/** A phase in which a module can be loaded, as its developer says ({@code phases}, spec §3.1). */
public enum SupportedPhase {
  BOOT1(0x01),
  BOOT2(0x02),
  RUN(0x04);

  private final int bit;

  SupportedPhase(int bit) {
    this.bit = bit;
  }

  /** The phase's bit in the master file's mask. */
  public int bit() {
    return bit;
  }
}
