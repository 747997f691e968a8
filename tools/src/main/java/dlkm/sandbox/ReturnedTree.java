package dlkm.sandbox;

import dlkm.host.AtomicFiles;
import dlkm.host.NewFiles;
import dlkm.host.Notices;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A directory of the build user's that becomes root's. It is walked by open directories, so that no
 * name leads anywhere else. Modules are copied: whoever was handed an open file of the build user's
 * could go on writing to it.
 */
final class ReturnedTree {

  private static final Set<PosixFilePermission> DATA = PosixFilePermissions.fromString("rw-r--r--");

  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private static final FileAttribute<Set<PosixFilePermission>> MADE =
      PosixFilePermissions.asFileAttribute(DATA);

  /** No sources are as deep; each level keeps a directory open. */
  private static final int DEEPEST = 100;

  private static final LinkOption NO_LINK = LinkOption.NOFOLLOW_LINKS;

  private final String name;
  private final Path top;
  private final Notices notices;
  private final Path real;

  ReturnedTree(String name, Path top, Notices notices) throws IOException {
    this.name = name;
    this.top = top;
    this.notices = notices;
    real = top.toRealPath();
  }

  void take() throws IOException {
    try (DirectoryStream<Path> parent = Files.newDirectoryStream(top.getParent())) {
      directory((SecureDirectoryStream<Path>) parent, top.getFileName(), Path.of(""));
    }
  }

  /** The same with the directory itself and those in it left as they are. */
  void takeFiles() throws IOException {
    try (DirectoryStream<Path> opened = Files.newDirectoryStream(top)) {
      SecureDirectoryStream<Path> in = (SecureDirectoryStream<Path>) opened;
      for (Path entry : names(in)) {
        PosixFileAttributes attributes = view(in, entry).readAttributes();
        // Of links that stay here one could lead into another module's tree.
        if (attributes.isSymbolicLink()) {
          drop(in, entry, entry, "a link");
        } else if (!attributes.isDirectory()) {
          entry(in, entry, entry, attributes);
        }
      }
    }
  }

  private void directory(SecureDirectoryStream<Path> in, Path entry, Path path) throws IOException {
    if (path.getNameCount() > DEEPEST) {
      AtomicFiles.delete(in, entry);
      notices.say(name + ": its build left directories too deep to be kept: " + path);
      return;
    }
    own(view(in, entry), PROGRAM);
    try (SecureDirectoryStream<Path> directory = in.newDirectoryStream(entry, NO_LINK)) {
      for (Path below : names(directory)) {
        PosixFileAttributes attributes = view(directory, below).readAttributes();
        if (attributes.isDirectory()) {
          directory(directory, below, path.resolve(below));
        } else {
          entry(directory, below, path.resolve(below), attributes);
        }
      }
    }
  }

  private void entry(
      SecureDirectoryStream<Path> in, Path entry, Path path, PosixFileAttributes attributes)
      throws IOException {
    if (attributes.isSymbolicLink()) {
      if (leadsOut(path)) {
        drop(in, entry, path, "a link that doesn't stay in its directory");
      } else if (entry.toString().endsWith(".ko")) {
        drop(in, entry, path, "a link in the place of a module");
      }
    } else if (!attributes.isRegularFile()) {
      drop(in, entry, path, "neither a file nor a directory");
    } else if (entry.toString().endsWith(".ko")) {
      NewFiles.named(real.resolve(path), () -> copy(in, entry));
    } else {
      boolean runs = attributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
      own(view(in, entry), runs ? PROGRAM : DATA);
    }
  }

  private boolean leadsOut(Path path) {
    try {
      return !real.resolve(path).toRealPath().startsWith(real);
    } catch (IOException e) {
      return true; // nowhere, or in circles
    }
  }

  private void drop(SecureDirectoryStream<Path> in, Path entry, Path path, String what)
      throws IOException {
    in.deleteFile(entry);
    notices.say(name + ": its build left " + path + ", " + what + ": it was deleted");
  }

  private static void copy(SecureDirectoryStream<Path> in, Path entry) throws IOException {
    // None of his that is there already.
    Path aside = Path.of(AtomicFiles.ASIDE + System.nanoTime());
    try (var from = in.newByteChannel(entry, Set.of(StandardOpenOption.READ, NO_LINK));
        var to =
            in.newByteChannel(
                aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), MADE)) {
      long _ = Channels.newInputStream(from).transferTo(Channels.newOutputStream(to));
    }
    in.move(aside, in, entry);
  }

  private static void own(PosixFileAttributeView view, Set<PosixFilePermission> permissions)
      throws IOException {
    var users = Path.of("/").getFileSystem().getUserPrincipalLookupService();
    view.setOwner(users.lookupPrincipalByName("0"));
    view.setGroup(users.lookupPrincipalByGroupName("0"));
    view.setPermissions(permissions);
  }

  private static PosixFileAttributeView view(SecureDirectoryStream<Path> in, Path entry) {
    return in.getFileAttributeView(entry, PosixFileAttributeView.class, NO_LINK);
  }

  private static List<Path> names(SecureDirectoryStream<Path> in) throws IOException {
    List<Path> names = new ArrayList<>();
    try {
      in.forEach(entry -> names.add(entry.getFileName()));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }
}
