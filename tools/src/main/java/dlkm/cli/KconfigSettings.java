package dlkm.cli;

import dlkm.declaration.ModuleState;
import dlkm.declaration.SettingsFile;
import dlkm.declaration.StateCause;
import dlkm.funcset.FunctionSet;
import dlkm.host.Layout;
import dlkm.saved.Configuration;
import dlkm.saved.Configurations;
import dlkm.state.ModuleView;
import dlkm.state.ModuleViews;
import dlkm.state.SettingsText;
import dlkm.status.QueriedKernel;
import dlkm.tune.SavedTunableChange;
import dlkm.tune.TunableStatus;
import dlkm.tune.TunableStatuses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/**
 * {@code kconfig -S}: what somebody chose in a configuration, in the lines of a system file of that
 * time (spec §9.5).
 */
final class KconfigSettings {

  private KconfigSettings() {}

  static int print(Context context, CommandLine line, FunctionSet set) throws IOException {
    List<String> operands = line.getArgList();
    if (operands.size() > 1) {
      throw new UsageException("unexpected argument '" + operands.get(1) + "'");
    }
    Optional<Configuration> saved = Optional.empty();
    if (!operands.isEmpty()) {
      saved = Optional.of(new Configurations(set).find(operands.getFirst()));
    }
    ModuleViews views =
        saved.isPresent()
            ? ModuleViews.of(set, saved.get())
            : ModuleViews.of(QueriedKernel.of(context.host(), Optional.of(set.release())));
    TunableStatuses tunables =
        TunableStatuses.read(
            context.host(),
            context.host().path(Layout.SYSTEM),
            SavedTunableChange.edits(context.host(), saved));
    List<String> lines = new ArrayList<>();
    for (ModuleView view : views.all()) {
      if (view.isChosen() && view.next() != ModuleState.UNUSED) {
        boolean best = view.nextCause().filter(StateCause.BEST.word()::equals).isPresent();
        String state = best ? StateCause.BEST.word() : view.next().word();
        lines.add(SettingsFile.module(view.module(), state, view.version()));
      }
    }
    for (TunableStatus status : tunables.all()) {
      SettingsText.tunable(status).ifPresent(lines::add);
    }
    lines.forEach(context.out()::println);
    return Exit.DONE;
  }
}
