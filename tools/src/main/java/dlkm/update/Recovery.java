package dlkm.update;

import dlkm.funcset.Change;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.IndexFiles;
import dlkm.funcset.KernelRemoval;
import dlkm.host.Host;
import dlkm.host.Transaction;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.problem.IoFailure;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What every command that changes something does first, once it has the state lock: finishes or
 * discards what a killed one left, in the files and in the running kernel.
 */
public final class Recovery {

  private Recovery() {}

  /**
   * Leaves the machine as the current generations say.
   *
   * @param notice gets a line for each thing that had to be put right
   */
  public static void run(Host host, Consumer<String> notice) {
    try {
      Transaction.recover(host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      KernelRemoval.finish(host);
    } catch (IOException e) {
      notice.accept("what is left of a kernel that was removed: " + IoFailure.words(e));
    }
    for (FunctionSet set : FunctionSet.all(host)) {
      files(set, notice);
    }
    if (host.isThisMachine()) {
      kernel(new FunctionSet(host, host.runningRelease()), notice);
    }
  }

  /**
   * What can't be put right now is said, and the next command tries again: this one may be the one
   * that takes the cause away, or be about another kernel.
   */
  private static void files(FunctionSet set, Consumer<String> notice) {
    try {
      if (set.current().isPresent()) {
        Change change = Change.of(set, "recovery", notice);
        change.abandon();
        new IndexFiles(set).refresh();
        change.refresh();
        Use.refresh(set, notice);
      }
    } catch (ProblemException e) {
      e.problems().forEach(problem -> notice.accept(problem.toString()));
    } catch (UncheckedIOException e) {
      notice.accept("kernel " + set.release() + ": " + IoFailure.words(e.getCause()));
    }
  }

  private static void kernel(FunctionSet set, Consumer<String> notice) {
    Interrupted interrupted = new Interrupted(set);
    List<String> modules = interrupted.modules();
    if (!modules.isEmpty()) {
      Generation current = set.current().orElseThrow();
      boolean all = true;
      try (Loader loader = Loader.open(set.host())) {
        for (String module : modules) {
          all &= restore(loader, current, current.registry().find(module), notice);
        }
      }
      if (!all) {
        return;
      }
    }
    interrupted.end();
  }

  /** Whether the registered image is loaded then, or there is none. */
  private static boolean restore(
      Loader loader, Generation current, Optional<Registration> wanted, Consumer<String> notice) {
    if (wanted.isEmpty()) {
      return true;
    }
    Registration registration = wanted.get();
    String cutOff = registration.module() + ": an update of it was cut off";
    Optional<LoadedModule> loaded = LoadedModules.find(loader.host(), registration.kernelName());
    if (loaded.isPresent()) {
      if (loaded.get().buildId().equals(registration.image().buildId())) {
        return true;
      }
      if (loader.unload(registration.kernelName()) instanceof Outcome.Refused refused) {
        notice.accept(
            cutOff
                + ", and what is loaded isn't registered and can't be unloaded: "
                + refused.errnoName()
                + ": the next command tries again");
        return false;
      }
    }
    switch (loader.insert(Ready.of(loader, current, registration))) {
      case Outcome.Done _ -> notice.accept(cutOff + ": loaded again as registered");
      case Outcome.Refused refused ->
          notice.accept(
              cutOff + ", and the kernel refuses the registered image: " + refused.errnoName());
    }
    return true;
  }
}
