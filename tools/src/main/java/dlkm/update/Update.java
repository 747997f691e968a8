package dlkm.update;

import dlkm.funcset.Change;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.IndexFiles;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.Loader;
import dlkm.plan.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Replaces registrations by candidates, all or none of them (spec §6.2). The caller holds the state
 * lock and has let {@link Recovery} run.
 */
public final class Update {

  /** When the change may take effect (spec §4.6). */
  public enum Mode {
    /** At once or not at all ({@code -i}). */
    IMMEDIATE,
    /** At the next shutdown ({@code -a}). */
    SHUTDOWN,
    /** At once, and where that can't be, at the next shutdown. */
    EITHER
  }

  /** What became of it; what failed is an exception, and changed nothing. */
  public sealed interface Result {

    /** Registered, and loaded again where the module was loaded. */
    record Done(List<LiveSwap.Swapped> swapped) implements Result {}

    /** Held for the shutdown; {@code why} is empty where that was asked for. */
    record Held(List<Problem> why) implements Result {}
  }

  private final InstalledKernel kernel;
  private final FunctionSet set;
  private final String who;
  private final Consumer<String> notice;

  /**
   * An update of modules of a kernel.
   *
   * @param who the user to note in the registry
   * @param notice gets a line before work that takes long
   */
  public Update(InstalledKernel kernel, String who, Consumer<String> notice) {
    this.kernel = kernel;
    this.set = new FunctionSet(kernel.host(), kernel.release());
    this.who = who;
    this.notice = notice;
  }

  /**
   * Does it.
   *
   * @param refusals why the kernel would not load the candidates, or not any more what is
   *     registered and needs them; asked once they go together with the registry
   * @throws ProblemException when the kernel wouldn't take a candidate, or refused it: everything
   *     is as before
   */
  public Result run(List<Candidate> candidates, Mode mode, Supplier<List<Problem>> refusals) {
    require(Acceptance.check(kernel, set, candidates));
    require(refusals.get());
    if (mode == Mode.SHUTDOWN) {
      return hold(candidates, List.of());
    }
    List<LoadedModule> loaded = loaded(candidates);
    List<Problem> busy = busy(loaded);
    if (!busy.isEmpty()) {
      if (mode == Mode.IMMEDIATE) {
        throw new ProblemException(busy);
      }
      return hold(candidates, busy);
    }
    return now(candidates, loaded, mode);
  }

  private static void require(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private Result hold(List<Candidate> candidates, List<Problem> why) {
    Change change = Change.of(set, who, notice);
    candidates.forEach(candidate -> change.hold(candidate.record(), candidate.file()));
    change.apply("hold " + names(candidates));
    return new Result.Held(why);
  }

  private static String names(List<Candidate> candidates) {
    return String.join(" ", candidates.stream().map(Candidate::module).toList());
  }

  private List<LoadedModule> loaded(List<Candidate> candidates) {
    List<LoadedModule> loaded = new ArrayList<>();
    if (!kernel.isRunning()) {
      return loaded;
    }
    for (Candidate candidate : candidates) {
      Registration record = candidate.record();
      Optional<LoadedModule> module =
          Dependents.find(set.host(), set.registry(), record.kernelName());
      if (module.isPresent() && set.registry().find(record.module()).isEmpty()) {
        throw new ProblemException(
            record.module(),
            "is loaded but not registered, so that it couldn't be put back",
            "unload it with 'rmmod " + record.kernelName() + "'");
      }
      module.ifPresent(loaded::add);
    }
    return loaded;
  }

  private List<Problem> busy(List<LoadedModule> loaded) {
    Set<String> leaving = new HashSet<>();
    loaded.forEach(module -> leaving.add(module.name()));
    List<Problem> busy = new ArrayList<>();
    for (LoadedModule module : loaded) {
      Busy.check(set.host(), module, leaving, "end that, or let the update wait for the shutdown")
          .ifPresent(busy::add);
    }
    return busy;
  }

  private Result now(List<Candidate> candidates, List<LoadedModule> loaded, Mode mode) {
    Change change = Change.of(set, who, notice);
    candidates.forEach(candidate -> change.register(candidate.record(), candidate.file()));
    Generation next = change.prepare("update " + names(candidates));
    if (loaded.isEmpty()) {
      change.commit(next);
      new IndexFiles(set).refresh();
      if (kernel.isRunning()) {
        List<Registration> records = candidates.stream().map(Candidate::record).toList();
        DeviceNodes.make(set.host(), set.release(), records, notice);
      }
      return new Result.Done(List.of());
    }
    return exchange(change, next, candidates, mode);
  }

  private Result exchange(Change change, Generation next, List<Candidate> candidates, Mode mode) {
    try (Loader loader = Loader.open(set.host())) {
      LiveSwap swap = new LiveSwap(loader, set.current().orElseThrow(), next);
      Optional<Problem> stayed = exchange(swap, change, next, candidates);
      if (stayed.isEmpty()) {
        new IndexFiles(set).refresh();
        return new Result.Done(swap.swapped());
      }
      change.abandon();
      if (mode == Mode.EITHER) {
        return hold(candidates, List.of(stayed.get()));
      }
      throw new ProblemException(stayed.get());
    } catch (ProblemException e) {
      change.abandon();
      throw e;
    }
  }

  /** Why a module stayed, when that was so. */
  private Optional<Problem> exchange(
      LiveSwap swap, Change change, Generation next, List<Candidate> candidates) {
    Interrupted interrupted = new Interrupted(set);
    interrupted.begin(swap.plan(candidates));
    try {
      Optional<Problem> stayed = swap.run();
      if (stayed.isEmpty()) {
        commit(change, next, swap);
      }
      interrupted.end();
      return stayed;
    } catch (ProblemException | UncheckedIOException e) {
      // What isn't whole the next command brings back, for which it needs the note.
      if (swap.isWhole()) {
        interrupted.end();
      }
      throw e;
    }
  }

  private void commit(Change change, Generation next, LiveSwap swap) {
    try {
      change.commit(next);
    } catch (RuntimeException e) {
      swap.undo().forEach(problem -> notice.accept(problem.toString()));
      throw e;
    }
  }
}
