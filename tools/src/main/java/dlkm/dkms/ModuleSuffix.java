package dlkm.dkms;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How the files of a kernel's own modules are compressed, by what their names end with: DKMS's
 * files end with the same.
 */
final class ModuleSuffix {

  private static final List<String> SUFFIXES = List.of(".gz", ".xz", ".zst");

  private ModuleSuffix() {}

  /** What follows {@code .ko}; empty where nothing does. */
  static String of(Host host, String release) {
    Path directory = host.path(Layout.modules(release) + "/kernel");
    AtomicReference<String> found = new AtomicReference<>("");
    if (!Files.isDirectory(directory)) {
      return "";
    }
    try {
      Path _ =
          Files.walkFileTree(
              directory,
              new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                  String name = file.getFileName().toString();
                  int ko = name.lastIndexOf(PackageTree.KO);
                  if (ko < 0) {
                    return FileVisitResult.CONTINUE;
                  }
                  String suffix = name.substring(ko + PackageTree.KO.length());
                  found.set(SUFFIXES.contains(suffix) ? suffix : "");
                  return FileVisitResult.TERMINATE;
                }
              });
      return found.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Packs a file as the kernel's own are packed.
   *
   * @param command what packs it, without the file
   * @return the packed file; the file itself where nothing can pack it
   */
  static Path pack(Path file, String suffix, List<String> command) {
    if (suffix.isEmpty() || Child.program(command.getFirst()).isEmpty()) {
      return file;
    }
    List<String> words = new ArrayList<>(command);
    words.add(file.toString());
    Child child = Child.run(words);
    Path packed = file.resolveSibling(file.getFileName() + suffix);
    return child.status() == 0 && Files.exists(packed) ? packed : file;
  }
}
