package dlkm.rehearse;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells a kernel that is stuck from one that works, by looks from outside. The kernel's own
 * watchdog needs its interrupts, and an emulator is slow at the instruction with which a kernel
 * waits in a loop: its clock would need minutes to reach the watchdog's limit there.
 *
 * <p>All is measured in the machine's time or in the time that QEMU was given, so that a busy host
 * makes no difference.
 */
final class SpinWatch {

  /** A loop that leaves all registers as they were for so long waits for what doesn't come. */
  private static final Duration SPIN = Duration.ofSeconds(5);

  private static final int LOOKS = 20;

  /** Ten seconds of the host's, in which QEMU answered each look. */
  private static final int STANDING_LOOKS = 100;

  /** As long as the kernel's own limit for a locked processor. */
  private static final Duration MASKED = Duration.ofSeconds(20);

  /** QEMU's time between two looks; less, and nothing may have happened. */
  private static final Duration APART = Duration.ofMillis(50);

  private Optional<CpuSample> first = Optional.empty();
  private Duration firstSpent = Duration.ZERO;
  private Duration lastSpent = Duration.ZERO;
  private Optional<CpuSample> masked = Optional.empty();
  private int same;
  private int maskedLooks;
  private int deadLooks;
  private Duration stoodAt = Duration.ZERO;
  private int standingLooks;

  /**
   * Takes one more look.
   *
   * @param spent the processor time that QEMU has had so far
   * @return what is wrong, once it is certain
   */
  Optional<String> look(CpuSample now, Duration spent) {
    if (isDead(now)) {
      return Optional.of("the processor waits for an interrupt with interrupts off");
    }
    if (isStanding(now)) {
      return Optional.of("the processor waits for an interrupt, and no timer is set");
    }
    if (spent.minus(lastSpent).compareTo(APART) < 0) {
      return Optional.empty();
    }
    lastSpent = spent;
    Optional<String> loop = loop(now, spent);
    return loop.isPresent() ? loop : masked(now);
  }

  /**
   * Such a machine needs no time of QEMU's. One that was just switched off looks so for a moment.
   */
  private boolean isDead(CpuSample now) {
    deadLooks = now.isDead() ? deadLooks + 1 : 0;
    return deadLooks >= LOOKS;
  }

  /** A sound kernel always has a timer, and the clock of an idle machine jumps to it at once. */
  private boolean isStanding(CpuSample now) {
    standingLooks = now.halted() && now.clock().equals(stoodAt) ? standingLooks + 1 : 0;
    stoodAt = now.clock();
    return standingLooks >= STANDING_LOOKS;
  }

  private Optional<String> loop(CpuSample now, Duration spent) {
    if (first.isEmpty() || !first.get().sameLoop(now)) {
      first = Optional.of(now);
      firstSpent = spent;
      same = 0;
      return Optional.empty();
    }
    same++;
    boolean certain = same >= LOOKS && spent.minus(firstSpent).compareTo(SPIN) > 0;
    return certain
        ? Optional.of("the processor repeats a loop in which nothing changes")
        : Optional.empty();
  }

  private Optional<String> masked(CpuSample now) {
    if (!now.inKernel() || !now.masked()) {
      masked = Optional.empty();
      maskedLooks = 0;
      return Optional.empty();
    }
    if (masked.isEmpty()) {
      masked = Optional.of(now);
    }
    maskedLooks++;
    Duration time = now.clock().minus(masked.get().clock());
    return maskedLooks >= LOOKS && time.compareTo(MASKED) > 0
        ? Optional.of("interrupts are off for " + time.toSeconds() + " s")
        : Optional.empty();
  }
}
