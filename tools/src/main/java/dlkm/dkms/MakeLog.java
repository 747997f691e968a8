package dlkm.dkms;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The log of a build, as it grows. */
final class MakeLog {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss z yyyy", Locale.ROOT);

  private final Dialect dialect;
  private final StringBuilder text = new StringBuilder();

  MakeLog(Dialect dialect, PackageVersion version, KernelTarget kernel) {
    this.dialect = dialect;
    text.append(dialect.logHead(version, kernel)).append('\n').append(now()).append('\n');
  }

  /** The time as {@code date} prints it. */
  static String now() {
    return DATE.format(ZonedDateTime.now(ZoneId.systemDefault()));
  }

  /** Adds a step that has ended. */
  void add(String what, String command, String output, int status, Clock clock) {
    text.append(
        dialect.logStep(new Dialect.LoggedStep(what, command, output, status, clock.took())));
  }

  /** Adds a line of its own. */
  void say(String line) {
    text.append(line).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** When a step began. */
  record Clock(Instant began) {

    static Clock begin() {
      return new Clock(Instant.now());
    }

    /** The time since then, as hours, minutes and seconds. */
    String took() {
      Duration time = Duration.between(began, Instant.now());
      return two(time.toHours())
          + ":"
          + two(time.toMinutesPart())
          + ":"
          + two(time.toSecondsPart());
    }

    private static String two(long number) {
      return (number < 10 ? "0" : "") + number;
    }
  }
}
