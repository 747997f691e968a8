package dlkm.check;

import dlkm.installedkernel.InstalledKernel;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Aliases that one of the kernel's own modules has too. The kernel doesn't check them; but a
 * request for the alias loads both modules, and the first driver to register binds the device.
 */
final class AliasCheck {

  private AliasCheck() {}

  static void check(CheckedModule module) {
    TargetKernel kernel = module.kernel();
    if (module.info().aliases().isEmpty() || kernel.release().isEmpty()) {
      return;
    }
    AliasIndex index = new AliasIndex(content(kernel));
    for (String alias : module.info().aliases()) {
      // depmod evens dashes; in a character class it leaves them, and such an alias isn't found.
      for (String other : index.find(alias.replace('-', '_'))) {
        if (!other.equals(module.name())) {
          module.add(
              CheckFinding.warns(
                  LoadStage.ALIASES,
                  "alias " + alias + " is an alias of " + other + " too",
                  "",
                  "blacklist "
                      + other
                      + " in /etc/modprobe.d to let this module drive the device"));
        }
      }
    }
  }

  private static byte[] content(TargetKernel kernel) {
    try {
      return Files.readAllBytes(
          new InstalledKernel(kernel.host(), kernel.release())
              .modules()
              .resolve("modules.alias.bin"));
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
