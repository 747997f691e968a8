package dlkm.scratch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is in the directories that a run in a scratch machine must not touch on this machine. */
final class Checksum {

  private static final String[] DIRECTORIES = {
    "/usr/lib/dlkm", "/var/lib/dlkm", "/etc", "/lib/modules"
  };

  private Checksum() {}

  /** Every file with its mode, its change time and the hash of its content. */
  static SortedMap<String, String> ofThisMachine() throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      Path top = Path.of(directory);
      if (Files.exists(top)) {
        Files.walkFileTree(top.toRealPath(), visitor(sums));
      }
    }
    return sums;
  }

  /** The files that aren't the same in both, with what they were and what they are. */
  static List<String> changes(Map<String, String> before, Map<String, String> after) {
    SortedSet<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    return all.stream()
        .filter(file -> !Objects.equals(before.get(file), after.get(file)))
        .map(file -> file + ": " + before.get(file) + " -> " + after.get(file))
        .toList();
  }

  private static SimpleFileVisitor<Path> visitor(SortedMap<String, String> sums) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
          throws IOException {
        return note(path, "directory");
      }

      @Override
      public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
          throws IOException {
        if (attributes.isSymbolicLink()) {
          return note(path, "to " + Files.readSymbolicLink(path));
        }
        return note(path, attributes.isRegularFile() ? hash(path) : "other");
      }

      private FileVisitResult note(Path path, String content) throws IOException {
        var facts = Files.readAttributes(path, "unix:mode,ctime", LinkOption.NOFOLLOW_LINKS);
        sums.put(path.toString(), facts.get("mode") + " " + facts.get("ctime") + " " + content);
        return FileVisitResult.CONTINUE;
      }
    };
  }

  private static String hash(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
