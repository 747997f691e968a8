package dlkm.dkms;

import static java.util.stream.Collectors.toSet;

import dlkm.host.DirectoryNames;
import dlkm.host.Layout;
import dlkm.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Files of modules, as DKMS or we left them: plain, or compressed by DKMS. */
final class BuiltFiles {

  private static final List<String> ENDINGS = List.of(".ko", ".ko.gz", ".ko.xz", ".ko.zst");

  private BuiltFiles() {}

  /** A built module's file in the tree. */
  static Optional<Path> find(
      PackageTree tree, PackageVersion version, KernelTarget kernel, String dest) {
    return all(tree, version, kernel, dest).stream().findFirst();
  }

  /** All of them, packed or not; what isn't a file can't be read, or never ends. */
  static List<Path> all(
      PackageTree tree, PackageVersion version, KernelTarget kernel, String dest) {
    Path directory = tree.built(version, kernel).resolve("module");
    return ENDINGS.stream()
        .map(ending -> directory.resolve(dest + ending))
        .filter(Files::isRegularFile)
        .toList();
  }

  /** The command that builds a package again. */
  static String remedy(PackageVersion version, KernelTarget kernel) {
    return "'dkms build --force " + version + " -k " + kernel + "'";
  }

  /** What is wrong where there is none of them. */
  static Problem missing(
      PackageTree tree, PackageVersion version, KernelTarget kernel, String dest) {
    return new Problem(
        tree.shown(version, kernel) + "/module/" + dest + PackageTree.KO,
        "is missing",
        remedy(version, kernel));
  }

  /** The links of the kernel's directory to the registered images of these modules. */
  static List<Path> links(PackageTree tree, KernelTarget kernel, List<String> modules) {
    Set<Path> images = modules.stream().map(BuiltFiles::registered).collect(toSet());
    Path directory = tree.installed(kernel, "x").getParent();
    return DirectoryNames.of(directory).stream()
        .map(directory::resolve)
        .filter(entry -> target(entry).filter(images::contains).isPresent())
        .toList();
  }

  /** Whether an entry of the kernel's directory is a link to a module's registered image. */
  static boolean isLink(Path entry, String module) {
    return target(entry).equals(Optional.of(registered(module)));
  }

  private static Path registered(String module) {
    return Layout.dkmsTarget(module + PackageTree.KO);
  }

  private static Optional<Path> target(Path entry) {
    try {
      return Files.isSymbolicLink(entry)
          ? Optional.of(Files.readSymbolicLink(entry))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name that such an entry gives a module. */
  static String dest(Path entry) {
    String file = entry.getFileName().toString();
    int ending = file.indexOf(PackageTree.KO);
    return ending < 0 ? file : file.substring(0, ending);
  }

  /** The entries of the kernel's directory that a module is installed as, links or files. */
  static List<Path> installed(PackageTree tree, KernelTarget kernel, String dest) {
    return ENDINGS.stream()
        .map(ending -> tree.host().entry(Layout.dkmsLink(kernel.release(), dest + ending)))
        .filter(file -> Files.exists(file) || Files.isSymbolicLink(file))
        .toList();
  }
}
