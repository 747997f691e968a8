package dlkm.declaration;

import java.util.Optional;

/** A planned or configured loading phase (spec §5.1). */
public enum Phase {
  BOOT1('1', SupportedPhase.BOOT1),
  BOOT2('2', SupportedPhase.BOOT2),
  INIT('I', SupportedPhase.RUN),
  AUTO('A', SupportedPhase.RUN);

  private final char letter;
  private final SupportedPhase needs;

  Phase(char letter, SupportedPhase needs) {
    this.letter = letter;
    this.needs = needs;
  }

  /**
   * The letter of {@code $LOADPHASE}; {@code kmsystem -b} and {@code kmadmin -b} take its lower
   * case.
   */
  public char letter() {
    return letter;
  }

  /** What the module must support to be loaded in this phase (spec §5.2). */
  public SupportedPhase needs() {
    return needs;
  }

  /** The phase of a letter or a name, in either case. */
  public static Optional<Phase> of(String text) {
    for (Phase phase : values()) {
      if (text.equalsIgnoreCase(String.valueOf(phase.letter))
          || text.equalsIgnoreCase(phase.name())) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }
}
