package dlkm.status;

import dlkm.component.InstalledModule;
import dlkm.conf.SystemFile;
import dlkm.host.Host;
import dlkm.host.Notices;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** Modules whose system files plan them to be part of the static kernel (spec §3.2). */
public final class PlannedStatic {

  private PlannedStatic() {}

  /**
   * Their names, sorted.
   *
   * @param notices gets what is wrong with system files that can't be read
   */
  public static List<String> names(Host host, Notices notices) {
    List<String> names = new ArrayList<>();
    for (String name : InstalledModule.names(host)) {
      try {
        SystemFile system = InstalledModule.system(host, name);
        if (system.isPlannedStatic()) {
          names.add(name);
        }
      } catch (ProblemException e) {
        notices.say(e.getMessage());
      }
    }
    return names;
  }
}
