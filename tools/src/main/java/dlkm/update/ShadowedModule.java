package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.host.Layout;
import dlkm.host.Notices;
import dlkm.installedkernel.ModuleFiles;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells where modprobe(8), and with it the boot and the access to a device, finds another file of a
 * registered module's name first: another tool's, or one that {@code depmod.d} prefers.
 */
final class ShadowedModule {

  private ShadowedModule() {}

  /** The image itself, or the link to it that scripts look for (dkms(8)). */
  private static boolean isOurs(FunctionSet set, Registration registration, String path) {
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

  static void tell(FunctionSet set, List<Registration> registrations, Notices notices) {
    Set<String> names = new TreeSet<>();
    registrations.forEach(registration -> names.add(registration.kernelName()));
    ModuleFiles found = ModuleFiles.read(set.host(), set.release(), names);
    for (Registration registration : registrations) {
      String name = registration.kernelName();
      found
          .relative(name)
          .filter(path -> !isOurs(set, registration, path))
          .ifPresent(
              path ->
                  notices.say(
                      registration.module()
                          + ": modprobe finds "
                          + Path.of(Layout.modules(set.release()), path)
                          + " first, not the registered image: delete it, or write 'override "
                          + name
                          + " "
                          + set.release()
                          + " "
                          + Layout.IMAGES_LINK
                          + "' to a file of /etc/depmod.d"));
    }
  }
}
