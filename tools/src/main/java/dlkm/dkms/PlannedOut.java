package dlkm.dkms;

import dlkm.component.InstalledModule;
import dlkm.declaration.StateCause;
import dlkm.declaration.SystemFile;
import dlkm.host.Host;
import java.util.List;
import java.util.Optional;

/** What the administrator has decided of a package's modules, which no package goes over. */
final class PlannedOut {

  private PlannedOut() {}

  /** Whether he doesn't want the module to be built (spec §9.3). */
  static boolean is(Host host, String module) {
    if (!InstalledModule.isInstalled(host, module)) {
      return false;
    }
    SystemFile system = InstalledModule.system(host, module);
    return !system.isConfigured() && system.cause().equals(Optional.of(StateCause.EXPLICIT));
  }

  /**
   * The configuration without those modules.
   *
   * @throws DkmsException when none is left (6)
   */
  static DkmsConf without(DkmsSession session, DkmsConf conf) {
    List<DkmsConf.Module> left =
        conf.modules().stream().filter(module -> !is(session.host(), module.built())).toList();
    if (left.size() == conf.modules().size()) {
      return conf;
    }
    for (DkmsConf.Module module : conf.modules()) {
      if (!left.contains(module)) {
        session
            .caller()
            .say(
                module.built()
                    + ": left out, as the administrator has planned it: 'kcmodule "
                    + module.built()
                    + "=auto' changes that");
      }
    }
    if (left.isEmpty()) {
      throw new DkmsException(
          6, "No module of " + conf.name() + " is wanted by the administrator of this machine.");
    }
    return conf.with(left);
  }
}
