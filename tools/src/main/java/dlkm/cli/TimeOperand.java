package dlkm.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** A time on the command line: a day or a time of this machine's zone, or a time in UTC. */
final class TimeOperand {

  private TimeOperand() {}

  static Optional<Instant> parse(String text) {
    try {
      ZoneId zone = ZoneId.systemDefault();
      if (text.endsWith("Z")) {
        return Optional.of(Instant.parse(text));
      }
      return Optional.of(
          text.indexOf('T') < 0
              ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
              : LocalDateTime.parse(text).atZone(zone).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
