package dlkm.rehearse;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One look at the machine's processor through QEMU's monitor.
 *
 * @param clock the machine's time: the counter of its HPET, 10 ns a step, which the kernel starts
 * @param general the general registers, as text
 * @param inKernel that it runs the kernel and isn't halted
 * @param halted that it waits for an interrupt
 * @param masked that it lets no interrupt in
 */
record CpuSample(
    Duration clock, String general, long rip, boolean inKernel, boolean halted, boolean masked) {

  /** The clock comes last: then the answer is complete. */
  static final String QUESTION = "info registers\nxp /2wx 0xfed000f0\n";

  private static final long TICK = 10;
  private static final long INTERRUPTS = 0x200;

  private static final Pattern ANSWER =
      Pattern.compile(
          "(RAX=.*?)RIP=(\\p{XDigit}+) RFL=(\\p{XDigit}+) .*?CPL=(\\d) .*?HLT=(\\d).*?"
              + "fed000f0: 0x(\\p{XDigit}+) 0x(\\p{XDigit}+)",
          Pattern.DOTALL);

  /** The first complete answer in what the monitor said. */
  static Optional<CpuSample> parse(String said) {
    Matcher found = ANSWER.matcher(said);
    if (!found.find()) {
      return Optional.empty();
    }
    long ticks = hex(found.group(7)) << 32 | hex(found.group(6));
    return Optional.of(
        new CpuSample(
            Duration.ofNanos(ticks * TICK),
            found.group(1),
            hex(found.group(2)),
            found.group(4).equals("0") && found.group(5).equals("0"),
            found.group(5).equals("1"),
            (hex(found.group(3)) & INTERRUPTS) == 0));
  }

  private static long hex(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }

  /** Whether it waits for an interrupt and lets none in. */
  boolean isDead() {
    return halted && masked;
  }

  /** Whether two looks have seen the same turn of the same small loop. */
  boolean sameLoop(CpuSample other) {
    return inKernel
        && other.inKernel
        && masked == other.masked
        && general.equals(other.general)
        && Math.abs(rip - other.rip) < 64;
  }
}
