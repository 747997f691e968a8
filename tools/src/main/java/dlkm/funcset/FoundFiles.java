package dlkm.funcset;

import dlkm.host.Layout;
import dlkm.installedkernel.ModuleFiles;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files that modprobe(8), and with it the boot and the access to a device, finds by the names
 * of registered modules. The module index has one for each name: another tool's file may come
 * first, or one that {@code depmod.d} prefers.
 */
public final class FoundFiles {

  private final FunctionSet set;
  private final ModuleFiles found;

  private FoundFiles(FunctionSet set, ModuleFiles found) {
    this.set = set;
    this.found = found;
  }

  /** Those of some modules. */
  public static FoundFiles of(FunctionSet set, Collection<Registration> registrations) {
    Set<String> names = new TreeSet<>();
    registrations.forEach(registration -> names.add(registration.kernelName()));
    return new FoundFiles(set, ModuleFiles.read(set.host(), set.release(), names));
  }

  /** Whether the module index has the module's name. */
  public boolean has(Registration registration) {
    return found.relative(registration.kernelName()).isPresent();
  }

  /**
   * The file that is found in the place of the registered image, an absolute path of the machine.
   */
  public Optional<Path> other(Registration registration) {
    return found
        .relative(registration.kernelName())
        .filter(path -> !isOurs(registration, path))
        .map(path -> Path.of(Layout.modules(set.release()), path));
  }

  /** What makes modprobe find the registered image. */
  public String remedy(Registration registration) {
    return "delete it, or write 'override "
        + registration.kernelName()
        + " "
        + set.release()
        + " "
        + Layout.IMAGES_LINK
        + "' to a file of /etc/depmod.d";
  }

  /** The image itself, or the link to it that scripts look for (dkms(8)). */
  private boolean isOurs(Registration registration, String path) {
    if (path.startsWith(Layout.IMAGES_LINK + "/")) {
      return true;
    }
    Path entry = set.host().entry(Layout.modules(set.release()) + "/" + path);
    try {
      return Files.isSymbolicLink(entry)
          && Files.readSymbolicLink(entry).equals(Layout.dkmsTarget(registration.imageFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
