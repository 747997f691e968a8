package dlkm.plan;

import dlkm.component.InstalledModule;
import dlkm.component.SharedMasters;
import dlkm.component.TextEdits;
import dlkm.declaration.HpuxSystemFile;
import dlkm.declaration.MasterFile;
import dlkm.declaration.Phase;
import dlkm.declaration.PhaseRules;
import dlkm.declaration.StateRules;
import dlkm.declaration.SystemFile;
import dlkm.declaration.SystemText;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of a module's planned attributes, {@code kmsystem -c}, {@code -l}, {@code -b} and {@code
 * -p}: when it is refused, and what it edits (spec §4.2). {@code update/PlannedUse} makes it,
 * because {@code -c} also decides whether a registered module may be loaded.
 *
 * @param configure {@code -c}: whether the module takes part in the next build; absent stays
 * @param loadable {@code -l}: dynamic, or static; absent stays
 * @param phase {@code -b}; absent stays
 * @param prefer {@code -p}: whether it shall have its devices, and not other modules that claim
 *     them; absent stays
 */
public record PlanChange(
    Optional<Boolean> configure,
    Optional<Boolean> loadable,
    Optional<Phase> phase,
    Optional<Boolean> prefer) {

  /**
   * The edits, not made yet: in the module's system file, or for a traditional driver in the HP-UX
   * system file.
   *
   * @throws ProblemException when the module doesn't allow the change
   */
  public TextEdits edits(Host host, String module, Path hpuxSystem) {
    TextEdits edits = new TextEdits(host);
    if (InstalledModule.isInstalled(host, module)) {
      changeModule(host, module, edits);
    } else {
      changeTraditional(host, module, hpuxSystem, edits);
    }
    return edits;
  }

  private void changeModule(Host host, String module, TextEdits edits) {
    MasterFile master = InstalledModule.master(host, module);
    SystemFile system = InstalledModule.system(host, module);
    List<Problem> problems = refused(master, system);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    Path file = host.path(Layout.system(module));
    configure.ifPresent(yes -> set(edits, file, "$CONFIGURE", yes ? "Y" : "N"));
    loadable.ifPresent(yes -> set(edits, file, "$LOADABLE", yes ? "Y" : "N"));
    phase.ifPresent(wanted -> set(edits, file, "$LOADPHASE", String.valueOf(wanted.letter())));
    prefer.ifPresent(yes -> set(edits, file, SystemFile.PREFER, yes ? "Y" : "N"));
    if (configure.isPresent() || loadable.isPresent() || phase.isPresent()) {
      edits.set(file, StateRules.explicit(edits.text(file)));
    }
  }

  private static void set(TextEdits edits, Path file, String keyword, String value) {
    edits.set(file, SystemText.set(edits.text(file), keyword, value));
  }

  private List<Problem> refused(MasterFile master, SystemFile system) {
    List<Problem> problems = new ArrayList<>();
    if (configure.isPresent() && system.configure().isEmpty()) {
      problems.add(
          Problem.of(
              system.path(),
              "no $CONFIGURE",
              "install the module again with a line '$CONFIGURE N'"));
    }
    boolean linkage = loadable.isPresent() || phase.isPresent();
    if (linkage && master.loadable().isEmpty()) {
      problems.add(isStatic(master.path()));
    } else if (loadable.isPresent() && system.loadable().isEmpty()) {
      problems.add(isStatic(system.path()));
    } else if (phase.isPresent()) {
      PhaseRules.unsupported(master, phase.get())
          .ifPresent(why -> problems.add(unsupported(master, phase.get(), why)));
    }
    return problems;
  }

  private static Problem unsupported(MasterFile master, Phase phase, String why) {
    return Problem.of(
        master.module(),
        "can't be planned for " + phase + ": " + why,
        "allowed: " + PhaseRules.possible(master));
  }

  private static Problem isStatic(String path) {
    return Problem.of(
        path, "no $LOADABLE: the module can only be linked statically", "install a loadable one");
  }

  private void changeTraditional(Host host, String name, Path hpuxSystem, TextEdits edits) {
    if (loadable.isPresent() || phase.isPresent() || prefer.isPresent()) {
      InstalledModule.master(host, name);
    }
    String text = edits.text(hpuxSystem);
    boolean named = HpuxSystemFile.parse(hpuxSystem.toString(), text).names().contains(name);
    boolean add = configure.orElse(false);
    if (!named && !SharedMasters.names(host, name)) {
      InstalledModule.master(host, name);
    }
    edits.set(
        hpuxSystem,
        add ? HpuxSystemFile.addName(text, name) : HpuxSystemFile.removeName(text, name));
  }
}
