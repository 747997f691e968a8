package dlkm.cli;

import java.time.Duration;

/** A short time for people: {@code 12.3 ms}. */
final class Milliseconds {

  private Milliseconds() {}

  static String of(Duration duration) {
    long tenths = (duration.toNanos() + 50_000) / 100_000;
    return tenths / 10 + "." + tenths % 10 + " ms";
  }
}
