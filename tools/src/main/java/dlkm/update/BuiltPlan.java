package dlkm.update;

import dlkm.component.InstalledModule;
import dlkm.component.MachineTunables;
import dlkm.declaration.MasterFile;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.SystemFile;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Notices;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.TunableValue;

/**
 * Whether a built image is what is planned. It isn't where the plan was changed after the build,
 * and where the change that it was built for was never made.
 */
record BuiltPlan(Host host, Registration built) {

  /**
   * Says which values that are built in are not the planned ones.
   *
   * @throws ProblemException for a part of the static kernel that is planned to be loadable
   */
  void check(Notices notices) {
    String module = built.module();
    if (!InstalledModule.isInstalled(host, module)) {
      return;
    }
    SystemFile system = InstalledModule.system(host, module);
    if (built.isStatic() && system.isPlannedDynamic()) {
      throw new ProblemException(
          module,
          "was built as a part of the static kernel, and is planned to be loadable",
          anew(module));
    }
    if (built.tunables().stream().anyMatch(TunableValue::compiled)) {
      values(system, notices);
    }
  }

  private void values(SystemFile system, Notices notices) {
    PlannedTunables planned;
    try {
      MasterFile master = InstalledModule.master(host, built.module());
      planned =
          PlannedTunables.of(master, system, MachineTunables.of(host, host.path(Layout.SYSTEM)));
    } catch (ProblemException e) {
      return; // whoever builds it is told
    }
    for (TunableValue tunable : built.tunables()) {
      planned
          .find(tunable.name())
          .map(PlannedTunable::value)
          .map(value -> value.text())
          .filter(value -> tunable.compiled() && !value.equals(tunable.value()))
          .ifPresent(value -> notices.say(other(tunable, value).toString()));
    }
  }

  private Problem other(TunableValue tunable, String planned) {
    return new Problem(
        built.module(),
        "was built with "
            + tunable.name()
            + " "
            + tunable.value()
            + ", and "
            + planned
            + " is planned",
        anew(built.module()));
  }

  private static String anew(String module) {
    return "'config -M " + module + "' builds it anew";
  }
}
