package dlkm.health;

import dlkm.component.InstalledModule;
import dlkm.component.Texts;
import dlkm.declaration.HpuxSystemFile;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The modules that every kernel shall have.
 *
 * @param names those planned as configured and loadable, sorted
 */
record PlannedModules(List<String> names) {

  PlannedModules {
    names = List.copyOf(names);
  }

  static PlannedModules of(Host host, Findings findings) {
    List<String> planned = new ArrayList<>();
    Path hpux = host.path(Layout.SYSTEM);
    findings.examine(
        "plan", "", () -> HpuxSystemFile.parse(hpux.toString(), Texts.readOrEmpty(hpux)));
    findings.examine(
        "plan",
        "",
        () -> {
          List<Problem> problems = InstalledModule.incomplete(host);
          if (!problems.isEmpty()) {
            throw new ProblemException(problems);
          }
        });
    for (String module : InstalledModule.names(host)) {
      findings.examine(
          "plan",
          "",
          () -> {
            if (InstalledModule.system(host, module).isPlannedDynamic()) {
              planned.add(module);
            }
          });
    }
    return new PlannedModules(planned);
  }
}
