package dlkm.check;

import dlkm.installedkernel.BuiltInModules;
import dlkm.installedkernel.InstalledKernel;

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
    BuiltInModules builtIn = new InstalledKernel(kernel.host(), kernel.release()).builtIn();
    if (builtIn.hasParameters(name)) {
      module.add(
          CheckFinding.refuses(
              LoadStage.NAME,
              "EINVAL",
              "a built-in part of the kernel has this name and parameters: " + name,
              name + ": module is already loaded",
              "rename it"));
    } else if (builtIn.contains(name)) {
      module.add(
          CheckFinding.warns(
              LoadStage.NAME,
              "a built-in module has this name",
              "",
              "rename it: modprobe takes the built-in one for it"));
    }
  }
}
