package dlkm.cli;

import java.time.Duration;

/** A short time for people: {@code 12.3 ms}. */
final class Milliseconds {

  private Milliseconds() {}

  static String of(Duration duration) {
    long tenths = (duration.toNanos() + 50_000) / 100_000;
    return tenths / 10 + "." + tenths % 10 + " ms";
  }

  /** A number of milliseconds in seconds: {@code 3.21 s}. */
  static String seconds(long milliseconds) {
    long hundredths = (milliseconds + 5) / 10;
    long rest = hundredths % 100;
    return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest + " s";
  }
}
