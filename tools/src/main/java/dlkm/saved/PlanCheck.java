package dlkm.saved;

import dlkm.component.InstalledModule;
import dlkm.component.MachineTunables;
import dlkm.component.TextEdits;
import dlkm.declaration.HpuxSystemFile;
import dlkm.declaration.LoadmodsFile;
import dlkm.declaration.MasterFile;
import dlkm.declaration.MasterSystemPair;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.SystemFile;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is wrong with the files of a saved plan: each by its own parser, and those of installed
 * modules by the rules for plans too. A plan that other tools refuse must not come back.
 */
final class PlanCheck {

  private final Host host;
  private final String shown;
  private final Registry registry;
  private final OtherTunables others;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> ofOtherVersions = new ArrayList<>();

  /**
   * Checks files of a plan.
   *
   * @param shown what the plan is part of, for messages
   * @param plan the texts of all files, by path
   * @param registry what is registered with it: its versions are those that the plan was made for
   */
  PlanCheck(Host host, String shown, SortedMap<String, String> plan, Registry registry) {
    this.host = host;
    this.shown = shown;
    this.registry = registry;
    TextEdits edits = new TextEdits(host);
    plan.forEach((path, text) -> edits.set(host.path(path), text));
    others = MachineTunables.of(host, host.path(Layout.SYSTEM), edits);
  }

  /** Checks one of them. */
  PlanCheck check(String path, String text) {
    String place = shown + ":" + path;
    try {
      if (path.equals(Layout.SYSTEM)) {
        HpuxSystemFile _ = HpuxSystemFile.parse(place, text);
      } else if (path.equals(Layout.LOADMODS)) {
        LoadmodsFile.check(place, text);
      } else {
        module(SavedPlan.module(path), SystemFile.parse(place, text));
      }
    } catch (ProblemException e) {
      problems.addAll(e.problems());
    }
    return this;
  }

  private void module(String module, SystemFile system) {
    if (InstalledModule.isInstalled(host, module)) {
      MasterFile master = InstalledModule.master(host, module);
      (isOfOtherVersion(master) ? ofOtherVersions : problems)
          .addAll(MasterSystemPair.problems(master, system, others));
    }
  }

  /** The plan was made for component files that are not the installed ones. */
  private boolean isOfOtherVersion(MasterFile master) {
    Optional<Registration> registered = registry.find(master.module());
    Optional<String> installed = master.linux().moduleVersion();
    return registered.isEmpty()
        || installed.filter(version -> !registered.get().version().equals(version)).isPresent()
        || registered.get().tunables().stream()
            .anyMatch(tunable -> master.tunable(tunable.name()).isEmpty());
  }

  /** All that is wrong, whichever version of the component files a plan was made for. */
  List<Problem> all() {
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(ofOtherVersions);
    return all;
  }

  /** What is wrong with plans for another version of the component files than the installed one. */
  List<Problem> ofOtherVersions() {
    return List.copyOf(ofOtherVersions);
  }

  /**
   * Refuses what no tool takes.
   *
   * @throws ProblemException with all of it
   */
  PlanCheck require() {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return this;
  }
}
