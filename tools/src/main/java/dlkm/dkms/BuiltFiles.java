package dlkm.dkms;

import dlkm.host.DirectoryNames;
import dlkm.host.Layout;
import dlkm.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    List<Path> links = new ArrayList<>();
    Path directory = tree.installed(kernel, "x").getParent();
    for (String name : DirectoryNames.of(directory)) {
      Path entry = directory.resolve(name);
      if (modules.stream().anyMatch(module -> isLink(entry, module))) {
        links.add(entry);
      }
    }
    return links;
  }

  /** Whether an entry of the kernel's directory is a link to a module's registered image. */
  static boolean isLink(Path entry, String module) {
    try {
      return Files.isSymbolicLink(entry)
          && Files.readSymbolicLink(entry).equals(Layout.dkmsTarget(module + PackageTree.KO));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of the kernel's directory that a module is installed as, links or files. */
  static List<Path> installed(PackageTree tree, KernelTarget kernel, String dest) {
    return ENDINGS.stream()
        .map(ending -> tree.host().entry(Layout.dkmsLink(kernel.release(), dest + ending)))
        .filter(file -> Files.exists(file) || Files.isSymbolicLink(file))
        .toList();
  }
}
