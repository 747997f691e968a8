package dlkm.host;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Copies a directory with all that is in it. It goes by open directories: in a tree that somebody
 * else can write to, a name that he replaces by a link meanwhile leads nowhere else.
 */
final class TreeCopy {

  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private TreeCopy() {}

  /** Copies the directory; modes and owners as {@link AtomicFiles#copy} has them. */
  static void copy(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> top = Files.newDirectoryStream(from)) {
      entries((SecureDirectoryStream<Path>) top, from, to);
    }
  }

  private static void entries(SecureDirectoryStream<Path> in, Path from, Path to)
      throws IOException {
    Files.createDirectories(to);
    List<Path> names = new ArrayList<>();
    try {
      in.forEach(entry -> names.add(entry.getFileName()));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (Path name : names) {
      entry(in, name, from.resolve(name), to.resolve(name));
    }
  }

  private static void entry(SecureDirectoryStream<Path> in, Path name, Path from, Path to)
      throws IOException {
    PosixFileAttributes attributes =
        in.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    if (attributes.isDirectory()) {
      try (SecureDirectoryStream<Path> below =
          in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
        entries(below, from, to);
      }
    } else if (attributes.isSymbolicLink()) {
      Files.deleteIfExists(to);
      Files.createSymbolicLink(to, Files.readSymbolicLink(from));
    } else if (attributes.isRegularFile()) {
      file(in, name, to, attributes);
    } else {
      throw new FileSystemException(from.toString(), null, "is no file, directory or link");
    }
  }

  private static void file(
      SecureDirectoryStream<Path> in, Path name, Path to, PosixFileAttributes attributes)
      throws IOException {
    Files.deleteIfExists(to);
    try (SeekableByteChannel content = in.newByteChannel(name, READ)) {
      NewFiles.named(to, () -> Files.copy(Channels.newInputStream(content), to));
    }
    AtomicFiles.settle(to, isProgram(attributes), attributes);
  }

  private static boolean isProgram(PosixFileAttributes attributes) {
    return attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
  }
}
