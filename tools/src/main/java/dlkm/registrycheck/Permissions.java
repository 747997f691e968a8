package dlkm.registrycheck;

import dlkm.funcset.FunctionSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files of a function set that others than their owner may write to. */
final class Permissions {

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private Permissions() {}

  static List<Path> find(FunctionSet set) {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(set.directory())) {
      return found;
    }
    try (Stream<Path> paths = Files.walk(set.directory())) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!Files.isSymbolicLink(path)
            && Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
                .anyMatch(OTHERS::contains)) {
          found.add(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(null);
    return found;
  }

  static void take(FunctionSet set) throws IOException {
    for (Path path : find(set)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      permissions.removeAll(OTHERS);
      Files.setPosixFilePermissions(path, permissions);
    }
  }
}
