package dlkm.rehearse;

import dlkm.host.AtomicFiles;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When a machine was last rehearsed, with which kernel, and what came of it: one line {@code TIME
 * RELEASE VERDICT}.
 */
public record LastRehearsal(Instant when, String release, Outcome outcome) {

  /** What came of it. */
  public enum Outcome {
    CLEAN,
    NOT_CLEAN,
    INCONCLUSIVE
  }

  static LastRehearsal of(RehearsalResult result) {
    Outcome outcome = result.verdict().isClean() ? Outcome.CLEAN : Outcome.NOT_CLEAN;
    return new LastRehearsal(
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        result.release(),
        result.verdict().isInconclusive() ? Outcome.INCONCLUSIVE : outcome);
  }

  /** Keeps it; a machine whose files can't be written to keeps the one before. */
  void note(Host host) {
    try {
      AtomicFiles.write(
          host.path(Layout.REHEARSAL), when + " " + release + " " + outcome.name() + "\n");
    } catch (IOException | UncheckedIOException e) {
      // The verdict is what was asked for.
      return;
    }
  }

  /** The last one of a machine; nothing where there was none, or the note can't be understood. */
  public static Optional<LastRehearsal> of(Host host) {
    Path file = host.path(Layout.REHEARSAL);
    try {
      String[] words = Files.readString(file).strip().split(" ");
      return words.length == 3
          ? Optional.of(
              new LastRehearsal(Instant.parse(words[0]), words[1], Outcome.valueOf(words[2])))
          : Optional.empty();
    } catch (NoSuchFileException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
