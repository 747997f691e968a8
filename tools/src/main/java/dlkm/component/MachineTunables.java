package dlkm.component;

import dlkm.declaration.OtherTunables;
import dlkm.declaration.SystemFile;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The tunables of a whole machine, as formulas may name them: those of the HP-UX system file and of
 * every installed module (spec §9.4).
 */
public final class MachineTunables {

  private MachineTunables() {}

  /** Those that the files plan. */
  public static OtherTunables of(Host host, Path hpuxSystem) {
    return of(host, hpuxSystem, new TextEdits(host));
  }

  /** Those of a plan that stands in edits. */
  public static OtherTunables of(Host host, Path hpuxSystem, TextEdits edits) {
    return new OtherTunables(() -> owners(host, hpuxSystem, edits));
  }

  private static List<OtherTunables.Owner> owners(Host host, Path hpuxSystem, TextEdits edits) {
    List<OtherTunables.Owner> owners = new ArrayList<>();
    for (String module : InstalledModule.names(host)) {
      add(owners, () -> ofModule(host, module, edits));
    }
    add(owners, () -> TraditionalTunables.read(host, hpuxSystem, edits.text(hpuxSystem)).owner());
    return owners;
  }

  private static OtherTunables.Owner ofModule(Host host, String module, TextEdits edits) {
    Path file = host.path(Layout.system(module));
    return new OtherTunables.Owner(
        InstalledModule.master(host, module).tunables(),
        SystemFile.parse(file.toString(), edits.text(file)).tunables());
  }

  private static void add(List<OtherTunables.Owner> owners, Supplier<OtherTunables.Owner> reader) {
    try {
      owners.add(reader.get());
    } catch (ProblemException e) {
      return; // what is wrong in the files of others is told where they are planned
    }
  }
}
