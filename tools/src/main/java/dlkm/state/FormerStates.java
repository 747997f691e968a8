package dlkm.state;

import dlkm.component.FormerSystemFile;
import dlkm.funcset.DefaultKernel;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.HeldChanges;
import dlkm.funcset.HeldPlan;
import dlkm.funcset.RegistrationChange;
import dlkm.funcset.WholeKernelId;
import dlkm.host.Caller;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.AccompanyingPlanFiles;
import dlkm.saved.SavedPlan;
import dlkm.update.ModuleUpdate;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The registrations, held changes and plan before a change of states. All of it comes back where
 * the kernel refuses a module after the change was made.
 */
final class FormerStates {

  private final FunctionSet set;
  private final Registry registry;
  private final HeldChanges held;
  private final HeldPlan heldPlan;
  private final Optional<Generation> current;
  private final Optional<Generation> pending;
  private final SortedMap<String, String> plan;
  private final FormerSystemFile systemFile;
  private final DefaultKernel defaultKernel;

  private FormerStates(
      FunctionSet set, SortedMap<String, String> plan, FormerSystemFile systemFile) {
    this.set = set;
    this.plan = plan;
    this.systemFile = systemFile;
    registry = set.registry();
    held = set.held();
    heldPlan = HeldPlan.of(set);
    current = set.current();
    pending = set.pending();
    defaultKernel = DefaultKernel.of(set);
  }

  /** As they are now. The caller holds the state lock until the change is done or taken back. */
  static FormerStates of(FunctionSet set) throws IOException {
    return new FormerStates(set, SavedPlan.read(set.host()), FormerSystemFile.of(set.host()));
  }

  /** Brings them back. */
  void bringBack(InstalledKernel kernel, Caller caller, String why) throws IOException {
    defaultKernel.keep();
    try {
      change(kernel, caller, why);
    } finally {
      defaultKernel.keep();
    }
    defaultKernel.bringBackInitramfs(caller::say);
  }

  private void change(InstalledKernel kernel, Caller caller, String why) throws IOException {
    Transaction transaction = Transaction.begin(set.host());
    transaction.orAbandon(
        () -> {
          boolean planChanges = SavedPlan.prepareBack(set.host(), plan, systemFile, transaction);
          Return back = new Return(transaction, planChanges, why);
          if (set.current().equals(current) && !back.releasesPlan()) {
            transaction.commit();
          } else {
            ModuleUpdate.Result _ =
                new ModuleUpdate(kernel, caller, back).run(List.of(), UpdateTiming.EITHER);
          }
        });
  }

  /** The change that brings them back. */
  private final class Return extends AccompanyingPlanFiles {

    private final String why;

    Return(Transaction transaction, boolean planChanges, String why) {
      super(set, transaction, planChanges, new Held(HeldPlan.NOTHING, heldPlan));
      this.why = why;
    }

    /** Another generation was made, or another plan is held. */
    @Override
    public boolean isEmpty() {
      return false;
    }

    /** The generation that was held names the images; nothing else leads to it any more. */
    @Override
    public Optional<Generation> source() {
      return pending;
    }

    @Override
    protected void atOnce(RegistrationChange change) {
      for (String module : change.registry().names()) {
        Optional<Registration> former = registry.find(module);
        if (former.isEmpty()) {
          change.unregister(module);
        } else {
          change
              .configure(module, former.get().phases().configured())
              .use(module, former.get().phases().used());
        }
      }
      held.updates().forEach((module, then) -> change.hold(then, held.images().get(module)));
      held.removals().forEach(change::holdRemoval);
      pending.ifPresent(generation -> change.holdKernel(WholeKernelId.of(generation)));
    }

    @Override
    public String why(String update) {
      return "take back: " + why;
    }
  }
}
