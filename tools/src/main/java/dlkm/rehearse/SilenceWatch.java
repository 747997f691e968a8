package dlkm.rehearse;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells a machine whose first process waits for what never comes: after the command, it says
 * something at the latest when it has settled. A machine that waits for its host needs hardly any
 * time of QEMU's, so both clocks count.
 */
final class SilenceWatch {

  /** The machine's time for all but the settling. */
  private static final Duration LONGEST = Duration.ofHours(4);

  /** QEMU's time. */
  private static final Duration SPENT = Duration.ofSeconds(20);

  private final Duration longest;
  private int said = -1;
  private Duration since = Duration.ZERO;
  private Duration spentThen = Duration.ZERO;

  /**
   * The watch over one machine.
   *
   * @param settle how long it settles
   * @param command how long the command of another round may be silent
   */
  SilenceWatch(Duration settle, Duration command) {
    this.longest = settle.multipliedBy(2).plus(command).plus(LONGEST);
  }

  /**
   * Takes one more look.
   *
   * @param clock the machine's time
   * @param spent the processor time that QEMU has had so far
   * @param bytes how much the machine has said so far
   * @return what is wrong, once it is certain
   */
  Optional<String> look(Duration clock, Duration spent, int bytes) {
    if (bytes != said) {
      said = bytes;
      since = clock;
      spentThen = spent;
    }
    boolean isSilent =
        clock.minus(since).compareTo(longest) > 0 && spent.minus(spentThen).compareTo(SPENT) > 0;
    return isSilent
        ? Optional.of("the first process waits for what never comes")
        : Optional.empty();
  }
}
