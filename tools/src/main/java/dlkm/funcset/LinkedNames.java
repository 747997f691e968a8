package dlkm.funcset;

import dlkm.host.DirectoryNames;
import dlkm.host.Layout;
import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Other names of registered modules: links to their images, in the directory where DKMS's packages
 * have theirs. A package may install the module {@code nvidia} as {@code nvidia-current}, and
 * {@code modprobe} has to find it by that.
 */
final class LinkedNames {

  private LinkedNames() {}

  /**
   * The links by path below the kernel's modules directory, each with the file of the image. Those
   * that only have the module's own name are none.
   */
  static Map<String, String> of(Path modules, Registry registry) throws IOException {
    Map<String, String> links = new TreeMap<>();
    for (String name : DirectoryNames.of(modules.resolve(Layout.DKMS_LINKS))) {
      String path = Layout.DKMS_LINKS + "/" + name;
      Path entry = modules.resolve(path);
      if (Files.isSymbolicLink(entry)) {
        Path target = Files.readSymbolicLink(entry);
        Optional<String> image =
            registry.all().stream()
                .map(Registration::imageFile)
                .filter(file -> target.equals(Layout.dkmsTarget(file)))
                .filter(file -> !ModuleName.ofFile(file).equals(ModuleName.ofFile(name)))
                .findFirst();
        image.ifPresent(file -> links.put(path, file));
      }
    }
    return links;
  }
}
