package dlkm.dkms;

import dlkm.host.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of modules, as DKMS or we left them: plain, or compressed by DKMS. */
final class BuiltFiles {

  private static final List<String> ENDINGS = List.of(".ko", ".ko.gz", ".ko.xz", ".ko.zst");

  private BuiltFiles() {}

  /** A built module's file in the tree. */
  static Optional<Path> find(
      PackageTree tree, PackageVersion version, KernelTarget kernel, String dest) {
    Path directory = tree.built(version, kernel).resolve("module");
    return ENDINGS.stream()
        .map(ending -> directory.resolve(dest + ending))
        .filter(Files::exists)
        .findFirst();
  }

  /** The entries of the kernel's directory that a module is installed as, links or files. */
  static List<Path> installed(PackageTree tree, KernelTarget kernel, String dest) {
    return ENDINGS.stream()
        .map(ending -> tree.host().entry(Layout.dkmsLink(kernel.release(), dest + ending)))
        .filter(file -> Files.exists(file) || Files.isSymbolicLink(file))
        .toList();
  }
}
