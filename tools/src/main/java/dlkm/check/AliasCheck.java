package dlkm.check;

import java.io.IOException;
import java.nio.file.Files;

/**
 * Aliases that one of the kernel's own modules has too. The kernel doesn't see them; but whoever
 * asks for the alias gets both modules, and of two drivers of a device the first one has it.
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
                  "its alias " + alias + " is also " + other + "'s",
                  "",
                  "blacklist " + other + " in /etc/modprobe.d if the device shall be this one's"));
        }
      }
    }
  }

  private static byte[] content(TargetKernel kernel) {
    try {
      return Files.readAllBytes(
          kernel.host().path("/lib/modules/" + kernel.release() + "/modules.alias.bin"));
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
