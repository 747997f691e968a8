package dlkm.saved;

import dlkm.component.InstalledModule;
import dlkm.component.TextEdits;
import dlkm.declaration.SystemFile;
import dlkm.declaration.SystemText;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.HeldChanges;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.host.Layout;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;

/**
 * {@code kconfig -H}: drops all that is held for the shutdown (spec §9.5). A state that was held is
 * planned no longer; what else the plan has stays.
 */
public final class HeldDrop {

  private HeldDrop() {}

  /** Drops it; returns the modules that it was about. */
  public static SortedSet<String> run(FunctionSet set, Caller caller) throws IOException {
    HeldChanges held = set.held();
    SortedSet<String> modules = held.modules();
    if (!modules.isEmpty()) {
      // Killed after the plan, the rest is still held, and dropped by the next try.
      boolean _ = plan(set, held).commit();
      RegistrationChange change = RegistrationChange.of(set, caller.user(), caller::say);
      modules.forEach(change::cancel);
      change.apply("kconfig -H");
    }
    return modules;
  }

  private static TextEdits plan(FunctionSet set, HeldChanges held) {
    TextEdits edits = new TextEdits(set.host());
    for (Registration then : held.updates().values()) {
      String module = then.module();
      set.registry()
          .find(module)
          .map(Registration::phases)
          .filter(now -> !now.equals(then.phases()))
          .filter(_ -> InstalledModule.isInstalled(set.host(), module))
          .ifPresent(now -> plan(set, module, now, then.phases(), edits));
    }
    return edits;
  }

  private static void plan(
      FunctionSet set, String module, Phases now, Phases then, TextEdits edits) {
    Path file = set.host().path(Layout.system(module));
    SystemFile system = InstalledModule.system(set.host(), module);
    String text = edits.text(file);
    if (now.used() != then.used() && system.isConfigured() == then.used()) {
      text = SystemText.set(text, "$CONFIGURE", now.used() ? "Y" : "N");
    }
    if (now.configured() != then.configured() && system.plannedPhase() == then.configured()) {
      text = SystemText.set(text, "$LOADPHASE", String.valueOf(now.configured().letter()));
    }
    if (!text.equals(edits.text(file))) {
      edits.set(file, text);
    }
  }
}
