package dlkm.kbuild;

import dlkm.host.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SHA-256 of files that builds read. Each is calculated once while the file's {@link
 * FileIdentity} stays the same, in another process and while there is other work to do: a compiler
 * has tens of megabytes. The results are kept in a text file with lines {@code SHA256 IDENTITY
 * PATH}; losing it costs time only.
 *
 * <p>Thread-safe.
 */
final class InputSums {

  private static final int HEX = 64;

  /** Above this many lines those that this command had no use for are dropped. */
  private static final int MOST = 20_000;

  private final Path store;
  private final Instant begin;
  private final Map<Path, Optional<FileIdentity>> looks = new HashMap<>();
  private final Map<String, Boolean> absent = new HashMap<>();
  private final Map<Path, FileIdentity> begun = new HashMap<>();
  private final List<Process> processes = new ArrayList<>();
  private final Map<String, String> calculated = new HashMap<>();
  private final Map<Path, Sum> known = new HashMap<>();
  private boolean loaded;
  private boolean changed;

  /** A file's hash, and its identity when that was calculated. */
  record Sum(String sha256, String identity) {}

  /**
   * @param store the text file
   * @param begin a time before everything that is asked for was read by anybody
   */
  InputSums(Path store, Instant begin) {
    this.store = store;
    this.begin = begin;
  }

  /** Whether the file has that identity, by one look for all who ask. */
  synchronized boolean looks(Path file, String identity) {
    Optional<FileIdentity> now = looks.computeIfAbsent(file, FileIdentity::of);
    return now.isPresent() && now.get().text().equals(identity);
  }

  /** Whether there is nothing of that name, by one look for all who ask. */
  synchronized boolean isAbsent(String path) {
    return absent.computeIfAbsent(
        path, name -> !Files.exists(Path.of(name), LinkOption.NOFOLLOW_LINKS));
  }

  /** Begins to hash those of the files whose hash isn't known. */
  synchronized void begin(Iterable<Path> files) throws IOException {
    load();
    List<String> command = new ArrayList<>(List.of("sha256sum", "--"));
    for (Path file : files) {
      Optional<FileIdentity> identity = begun.containsKey(file) ? Optional.empty() : look(file);
      if (identity.isPresent() && !isKnown(file, identity.get())) {
        command.add(file.toString());
      }
    }
    if (command.size() > 2) {
      processes.add(Child.builder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }
  }

  private Optional<FileIdentity> look(Path file) {
    Optional<FileIdentity> identity = FileIdentity.of(file);
    identity.ifPresent(found -> begun.put(file, found));
    return identity;
  }

  private boolean isKnown(Path file, FileIdentity identity) {
    Sum sum = known.get(file);
    return sum != null && sum.identity().equals(identity.text());
  }

  /** The hash of a file now; nothing when it can't be read, or changes at this time. */
  synchronized Optional<Sum> of(Path file) throws IOException {
    begin(List.of(file));
    FileIdentity identity = begun.get(file);
    if (identity == null) {
      return Optional.empty();
    }
    if (!isKnown(file, identity)) {
      await();
      String sha256 = calculated.get(file.toString());
      if (sha256 == null) {
        return Optional.empty();
      }
      known.put(file, new Sum(sha256, identity.text()));
      changed = true;
    }
    return Optional.of(known.get(file));
  }

  /** Whether a file that was asked for was not changed since the beginning. */
  synchronized boolean isSettled(Path file) {
    FileIdentity identity = begun.get(file);
    return identity != null
        && identity.isBefore(begin)
        && FileIdentity.of(file).filter(now -> now.text().equals(identity.text())).isPresent();
  }

  private void await() throws IOException {
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      for (String line : output.lines().toList()) {
        // A line with a strange name begins with a backslash; such a file has no hash here.
        if (line.length() > HEX + 2 && line.charAt(HEX) == ' ') {
          calculated.put(line.substring(HEX + 2), line.substring(0, HEX));
        }
      }
    }
    processes.clear();
  }

  private void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    try (var lines = Files.lines(store)) {
      lines.forEach(this::line);
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      known.clear(); // what can't be read is calculated again
    }
  }

  private void line(String line) {
    int blank = line.indexOf(' ', HEX + 1);
    if (blank > 0 && line.charAt(HEX) == ' ') {
      Sum sum = new Sum(line.substring(0, HEX), line.substring(HEX + 1, blank));
      known.put(Path.of(line.substring(blank + 1)), sum);
    }
  }

  /** Keeps the hashes of files that can't have changed unnoticed. */
  synchronized void save() throws IOException {
    if (!changed) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Path, Sum> entry : known.entrySet()) {
      Path file = entry.getKey();
      boolean used = begun.containsKey(file);
      if (used ? isSettled(file) : known.size() <= MOST) {
        Sum sum = entry.getValue();
        text.append(sum.sha256()).append(' ').append(sum.identity()).append(' ');
        text.append(file).append('\n');
      }
    }
    CacheReplacement.write(
        store, out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    changed = false;
  }
}
