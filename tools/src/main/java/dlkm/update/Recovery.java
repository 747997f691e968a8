package dlkm.update;

import dlkm.funcset.Change;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.IndexFiles;
import dlkm.funcset.KernelRemoval;
import dlkm.host.Host;
import dlkm.host.Transaction;
import dlkm.index.ModprobeConf;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.kernel.Prepared;
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
      KernelRemoval.finish(host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (FunctionSet set : FunctionSet.all(host)) {
      if (set.current().isPresent()) {
        Change change = Change.of(set, "recovery", notice);
        change.abandon();
        new IndexFiles(set).refresh();
        follow(set, change, notice);
      }
    }
    if (host.isThisMachine()) {
      kernel(new FunctionSet(host, host.runningRelease()), notice);
    }
  }

  /** What can't be followed now is said, and done by the next command: this one may mend it. */
  private static void follow(FunctionSet set, Change change, Consumer<String> notice) {
    try {
      change.refreshBoot();
      Use.refresh(set, notice);
    } catch (ProblemException e) {
      e.problems().forEach(problem -> notice.accept(problem.toString()));
    }
  }

  private static void kernel(FunctionSet set, Consumer<String> notice) {
    Interrupted interrupted = new Interrupted(set);
    List<String> modules = interrupted.modules();
    if (!modules.isEmpty()) {
      Generation current = set.current().orElseThrow();
      try (Loader loader = Loader.open(set.host())) {
        for (String module : modules) {
          restore(loader, current, current.registry().find(module), notice);
        }
      }
    }
    interrupted.end();
  }

  private static void restore(
      Loader loader, Generation current, Optional<Registration> wanted, Consumer<String> notice) {
    if (wanted.isEmpty()) {
      return;
    }
    Registration registration = wanted.get();
    Optional<LoadedModule> loaded = LoadedModules.find(loader.host(), registration.kernelName());
    if (loaded.isPresent()) {
      if (loaded.get().buildId().equals(registration.image().buildId())
          || loader.unload(registration.kernelName()) instanceof Outcome.Refused) {
        return;
      }
    }
    Prepared image =
        loader.prepare(current.image(registration), ModprobeConf.options(registration));
    switch (loader.insert(image)) {
      case Outcome.Done _ ->
          notice.accept(
              registration.module() + ": an update of it was cut off: loaded again as registered");
      case Outcome.Refused refused ->
          notice.accept(
              registration.module()
                  + ": an update of it was cut off, and the kernel refuses the registered image: "
                  + refused.errnoName());
    }
  }
}
