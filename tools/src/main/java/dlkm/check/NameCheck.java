package dlkm.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** The module's name: mod_sysfs_setup() refuses a second one of the same name. */
final class NameCheck {

  private NameCheck() {}

  static void check(CheckedModule module) {
    TargetKernel kernel = module.kernel();
    String name = module.name();
    if (module.info().inTree() || kernel.release().isEmpty()) {
      return;
    }
    if (!module.info().name().isEmpty() && !module.info().name().equals(name)) {
      module.add(
          CheckFinding.warns(
              LoadStage.NAME,
              "it is named '"
                  + module.info().name()
                  + "' in one place and '"
                  + name
                  + "' in another",
              "",
              "build the file again"));
    }
    if (lists(kernel, "modules.builtin.modinfo", "\0" + name + ".parmtype=")) {
      module.add(
          CheckFinding.refuses(
              LoadStage.NAME,
              "EINVAL",
              "a built-in part of the kernel has this name and parameters: " + name,
              name + ": module is already loaded",
              "rename it"));
    } else if (lists(kernel, "modules.builtin", "/" + name + ".ko\n")) {
      module.add(
          CheckFinding.warns(
              LoadStage.NAME,
              "a built-in module has this name",
              "",
              "rename it: modprobe takes the built-in one for it"));
    }
  }

  private static boolean lists(TargetKernel kernel, String file, String wanted) {
    try {
      String text =
          "\0"
              + new String(
                  Files.readAllBytes(
                      kernel.host().path("/lib/modules/" + kernel.release() + "/" + file)),
                  StandardCharsets.ISO_8859_1);
      return text.contains(wanted) || text.replace('-', '_').contains(wanted);
    } catch (IOException e) {
      return false;
    }
  }
}
