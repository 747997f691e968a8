package dlkm.update;

import dlkm.component.InstalledModule;
import dlkm.declaration.SystemFile;
import dlkm.funcset.FunctionSet;
import dlkm.host.Layout;
import dlkm.host.Notices;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import java.util.List;
import java.util.SortedMap;

/**
 * Tells of other modules that claim devices of registered ones, until the administrator has decided
 * who shall have them.
 */
final class ClaimedDevices {

  private ClaimedDevices() {}

  /**
   * Tells it once the registrations are made.
   *
   * @throws PartlyDoneException when the module index can't be read
   */
  static void tell(FunctionSet set, List<Candidate> candidates, Notices notices) {
    PartlyDoneException.after(() -> all(set, candidates, notices));
  }

  private static void all(FunctionSet set, List<Candidate> candidates, Notices notices) {
    Claimants all = new Claimants(set);
    for (Candidate candidate : candidates) {
      if (isUndecided(set, candidate.module())) {
        SortedMap<String, String> claimants = all.of(candidate.record(), candidate.image());
        if (!claimants.isEmpty()) {
          notices.say(said(set, candidate.module(), claimants));
        }
      }
    }
  }

  private static boolean isUndecided(FunctionSet set, String module) {
    try {
      return InstalledModule.isInstalled(set.host(), module)
          && InstalledModule.system(set.host(), module).prefer().isEmpty();
    } catch (ProblemException e) {
      return false;
    }
  }

  private static String said(FunctionSet set, String module, SortedMap<String, String> claimants) {
    return module
        + ": "
        + String.join(", ", claimants.keySet())
        + (claimants.size() == 1 ? " claims" : " claim")
        + " devices of it too (alias "
        + claimants.get(claimants.firstKey())
        + "), and who is loaded first has them: write '"
        + SystemFile.PREFER
        + " Y' to "
        + set.host().path(Layout.system(module))
        + " ('kmsystem -p y "
        + module
        + "')";
  }
}
