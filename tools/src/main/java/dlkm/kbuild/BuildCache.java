package dlkm.kbuild;

import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.host.Layout;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Images by the content that they were built from, kept outside of every root, so that no module is
 * built twice from the same sources, headers, compiler and configuration. An entry is named by the
 * hash of what is known before the build; its {@code manifest} lists, in the form of {@code
 * sha256sum}, what the build turned out to read besides (headers, compiler, the kernel's symbols),
 * and the entry counts only while every file listed is still the same. A cache that can't be
 * written to is no error: it only saves time.
 *
 * @param directory {@link Layout#IMAGES}, or {@code $DLKM_CACHE}
 * @param limit the size in bytes that the oldest entries are deleted above
 */
public record BuildCache(Path directory, long limit) {

  private static final String IMAGE = "image";
  private static final String MANIFEST = "manifest";
  private static final String SYMVERS = "symvers";

  /** The digits of a SHA-256. */
  private static final int KEY = 64;

  private static final long DEFAULT_LIMIT = 512L << 20;

  /**
   * The machine's cache.
   *
   * @throws ProblemException when {@code $DLKM_CACHE} is no absolute path
   */
  public static BuildCache ofMachine() {
    String configured = System.getenv("DLKM_CACHE");
    if (configured == null || configured.isEmpty()) {
      return new BuildCache(Path.of(Layout.IMAGES), DEFAULT_LIMIT);
    }
    if (!configured.startsWith("/")) {
      throw new ProblemException(
          "DLKM_CACHE", "'" + configured + "' is no absolute path", "set one, or none");
    }
    return new BuildCache(Path.of(configured), DEFAULT_LIMIT);
  }

  /** What was built from the same inputs, when all of them are still the same. */
  Optional<BuiltModule> find(BuildTree tree, String key) {
    Path entry = directory.resolve(key);
    Path manifest = entry.resolve(MANIFEST);
    if (!Files.isReadable(manifest)) {
      return Optional.empty();
    }
    List<String> check =
        List.of("sha256sum", "--check", "--status", "--strict", manifest.toString());
    if (Child.run(check).status() != 0) {
      return Optional.empty();
    }
    try {
      touch(entry);
      String symvers = Files.readString(entry.resolve(SYMVERS));
      return Optional.of(
          new BuiltModule(tree.plan(), entry.resolve(IMAGE), symvers, tree.wrapped(), true));
    } catch (IOException e) {
      return Optional.empty();
    }
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
   * Keeps what was built.
   *
   * @param inputs everything outside of its own tree that the build read
   */
  void store(String key, BuiltModule built, InputSums sums, List<Path> inputs) {
    Path entry = directory.resolve(key);
    Path aside = directory.resolve(AtomicFiles.ASIDE + key + "." + ProcessHandle.current().pid());
    try {
      Optional<byte[]> manifest = sums.manifest(inputs);
      if (manifest.isEmpty()) {
        return;
      }
      Files.createDirectories(aside);
      Files.write(aside.resolve(MANIFEST), manifest.get());
      Files.writeString(aside.resolve(SYMVERS), built.symvers());
      Files.copy(built.image(), aside.resolve(IMAGE));
      AtomicFiles.deleteTree(entry);
      Files.move(aside, entry);
    } catch (IOException e) {
      discard(aside);
    }
  }

  private static void discard(Path aside) {
    try {
      AtomicFiles.deleteTree(aside);
    } catch (IOException e) {
      // Left for the next trim, which deletes what was written aside.
      return;
    }
  }

  /** Deletes the entries used longest ago until the rest is within the limit. */
  void trim() {
    try {
      trimTo(limit);
    } catch (IOException e) {
      // Whoever may write to it will trim it; the build that is kept has succeeded.
      return;
    }
  }

  /** Deletes everything in the cache. */
  public void empty() {
    try {
      trimTo(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void trimTo(long most) throws IOException {
    List<Entry> entries = entries();
    long total = entries.stream().mapToLong(Entry::size).sum();
    for (Entry entry : entries) {
      if (total <= most) {
        return;
      }
      AtomicFiles.deleteTree(entry.path());
      total -= entry.size();
    }
  }

  private record Entry(Path path, long size, FileTime used) {}

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        if (!isOurs(path)) {
          continue;
        }
        entries.add(new Entry(path, size(path), Files.getLastModifiedTime(path)));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    entries.sort(Comparator.comparing(Entry::used));
    return entries;
  }

  /** A person may have named a directory that has other things in it. */
  private static boolean isOurs(Path path) {
    String name = path.getFileName().toString();
    if (name.startsWith(AtomicFiles.ASIDE)) {
      name = name.substring(AtomicFiles.ASIDE.length(), Math.max(name.lastIndexOf('.'), 1));
    }
    return name.length() == KEY
        && name.chars().allMatch(c -> Character.digit(c, 16) >= 0)
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static long size(Path entry) throws IOException {
    try (Stream<Path> files = Files.walk(entry)) {
      long size = 0;
      for (Path file : (Iterable<Path>) files::iterator) {
        size += Files.isRegularFile(file) ? Files.size(file) : 0;
      }
      return size;
    }
  }
}
