package dlkm.kbuild;

import dlkm.host.AtomicFiles;
import dlkm.host.Layout;
import dlkm.plan.ModulePlan;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Images by the content that they were built from, kept outside of every root, so that no module is
 * built twice from the same sources, headers, compiler and configuration. A {@link CacheEntry} is
 * named by the hash of what is known before the build, and lists what the build turned out to read
 * besides; it counts only while all of that is the same. A cache that can't be written to is no
 * error: it only saves time.
 *
 * @param directory {@link Layout#IMAGES}, or {@code $DLKM_CACHE}
 * @param limit the size in bytes that the oldest entries are deleted above
 */
public record BuildCache(Path directory, long limit) {

  private static final String SUMS = "sums";
  private static final String ENTRY = ".image";

  /** The digits of a SHA-256. */
  private static final int KEY = 64;

  /** Longer than writing an entry takes; what is older was left by a command that was killed. */
  private static final Duration WRITING = Duration.ofHours(1);

  private static final long DEFAULT_LIMIT = 512L << 20;

  /**
   * The machine's cache.
   *
   * @throws ProblemException when {@code $DLKM_CACHE} is not an absolute path
   */
  public static BuildCache ofMachine() {
    String configured = System.getenv("DLKM_CACHE");
    if (configured == null || configured.isEmpty()) {
      return new BuildCache(Path.of(Layout.IMAGES), DEFAULT_LIMIT);
    }
    if (!configured.startsWith("/")) {
      throw new ProblemException(
          "DLKM_CACHE", "'" + configured + "' is not an absolute path", "set one, or none");
    }
    return new BuildCache(Path.of(configured), DEFAULT_LIMIT);
  }

  /**
   * The hashes of files that are known already.
   *
   * @param begin a time before this command read anything
   */
  InputSums sums(Instant begin) {
    return new InputSums(directory.resolve(SUMS), begin);
  }

  /**
   * What was built from the same inputs, when all of them are still the same: its image is at the
   * top of the tree.
   */
  Optional<BuiltModule> find(BuildTree tree, ModulePlan plan, String key, InputSums sums) {
    Path entry = entry(key);
    if (!Files.isReadable(entry)) {
      return Optional.empty();
    }
    Path image = tree.directory().resolve(plan.kernelName() + ".ko");
    try {
      var found = new CacheEntry(entry).read(sums, image);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      BuiltModule built = new BuiltModule(plan, image, found.get().symvers(), tree.wrapped(), true);
      if (found.get().same()) {
        touch(entry);
      } else {
        store(key, built, sums, found.get().manifest().inputs());
      }
      return Optional.of(built);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Path entry(String key) {
    return directory.resolve(key + ENTRY);
  }

  private static void touch(Path entry) {
    try {
      Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // A cache that we may only read ages; that is all.
      return;
    }
  }

  /**
   * Keeps what was built, unless an input was changed meanwhile: it may have been read before or
   * after that.
   *
   * @param inputs everything outside of its own tree that the build read
   */
  void store(String key, BuiltModule built, InputSums sums, Inputs inputs) {
    try {
      Optional<InputManifest> manifest = InputManifest.of(inputs, sums);
      if (manifest.isPresent()) {
        byte[] image = Files.readAllBytes(built.image());
        new CacheEntry(entry(key)).write(manifest.get(), built.symvers(), image);
      }
    } catch (IOException e) {
      // It is built again next time.
      return;
    }
  }

  /** Keeps the hashes, and deletes the entries used longest ago until the rest is in the limit. */
  void tidy(InputSums sums) {
    try {
      sums.save();
      trimTo(limit);
    } catch (IOException e) {
      // Whoever may write to it will do so; the build that is kept has succeeded.
      return;
    }
  }

  /** Deletes everything in the cache. */
  public void empty() {
    try {
      trimTo(-1);
      Files.deleteIfExists(directory.resolve(SUMS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void trimTo(long most) throws IOException {
    List<Entry> entries = entries();
    Instant old = Instant.now().minus(WRITING);
    long total = entries.stream().mapToLong(Entry::size).sum();
    for (Entry entry : entries) {
      if (total > most || entry.isAside() && entry.used().isBefore(old)) {
        Files.deleteIfExists(entry.path());
        total -= entry.size();
      }
    }
  }

  private record Entry(Path path, long size, Instant used) {

    boolean isAside() {
      return path.getFileName().toString().startsWith(AtomicFiles.ASIDE);
    }
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        if (isOurs(path)) {
          entry(path).ifPresent(entries::add);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    entries.sort(Comparator.comparing(Entry::used));
    return entries;
  }

  /** Nothing where another command has deleted it in the meantime. */
  private static Optional<Entry> entry(Path path) throws IOException {
    try {
      Instant used = Files.getLastModifiedTime(path).toInstant();
      return Optional.of(new Entry(path, Files.size(path), used));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** A person may have named a directory that has other things in it. */
  private static boolean isOurs(Path path) {
    String name = path.getFileName().toString();
    boolean ours =
        name.startsWith(AtomicFiles.ASIDE)
            ? isAside(name.substring(AtomicFiles.ASIDE.length()))
            : isEntry(name);
    return ours && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** A name of {@link CacheReplacement}: the file's, a dot, digits. */
  private static boolean isAside(String name) {
    String file = name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    return file.equals(SUMS) || isEntry(file);
  }

  private static boolean isEntry(String name) {
    int key = name.length() - ENTRY.length();
    return key == KEY
        && name.endsWith(ENTRY)
        && name.substring(0, key).chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
