package dlkm.rehearse;

import java.time.Duration;

/**
 * How long and how closely a rehearsal looks.
 *
 * @param settle the machine's time that passes after the command, and again after the last unload
 * @param rounds how often the command is run and what it loaded is unloaded
 * @param seed chooses the moment at which the command meets the machine's timers
 * @param thorough watches all of the kernel's memory, not only the general caches
 * @param patience the host's time after which nothing can be said any more
 */
public record Effort(Duration settle, int rounds, int seed, boolean thorough, Duration patience) {

  /** Ten minutes of settling: they cost the host a fraction of a second. */
  public static final Effort USUAL =
      new Effort(Duration.ofMinutes(10), 1, 0, false, Duration.ofMinutes(15));

  /** Where the guest's time is the host's, as with hardware virtualisation. */
  public static final Duration SETTLE_IN_REAL_TIME = Duration.ofSeconds(10);

  public Effort {
    if (rounds < 1 || seed < 0 || settle.isNegative()) {
      throw new IllegalArgumentException(rounds + " " + seed + " " + settle);
    }
  }

  /** A part of the kernel's tick (4 ms), in microseconds. */
  int phase() {
    return (int) (seed * 617L % 4000);
  }
}
