package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.kernel.KernelRefusal;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.kernel.PreparedModule;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The unloading of registered modules that are to be unregistered, all or none, and their return
 * when that fails afterwards.
 */
final class LiveRemoval implements AutoCloseable {

  private final FunctionSet set;
  private final Caller caller;
  private final ExchangeMarker interrupted;
  private Optional<Loader> loader = Optional.empty();
  private final Map<String, PreparedModule> images = new HashMap<>();
  private final List<String> modules = new ArrayList<>();
  private final List<LoadedModule> gone = new ArrayList<>();

  LiveRemoval(FunctionSet set, Caller caller) {
    this.set = set;
    this.caller = caller;
    interrupted = new ExchangeMarker(set);
  }

  /**
   * Unloads the modules.
   *
   * @throws ProblemException when one refuses: the others are loaded again
   */
  void unload(List<LoadedModule> loaded) {
    if (loaded.isEmpty()) {
      return;
    }
    Loader open = Loader.open(set.host());
    loader = Optional.of(open);
    List<LoadedModule> order = UnloadOrder.dependentsFirst(loaded);
    for (LoadedModule module : order.reversed()) {
      prepare(open, set.registry().findByKernelName(module.name()).orElseThrow());
    }
    interrupted.begin(modules, List.of(), List.of());
    for (LoadedModule module : order) {
      if (open.unload(module.name()) instanceof Outcome.Refused refused) {
        List<Problem> problems = putBack();
        problems.addFirst(KernelRefusal.unloading(module.name(), "can't be unloaded", refused));
        throw new ProblemException(problems);
      }
      gone.addFirst(module);
    }
  }

  /** A module whose image is lost is unloaded all the same. */
  private void prepare(Loader open, Registration registration) {
    modules.add(registration.module());
    try {
      images.put(
          registration.kernelName(),
          SwapPreparation.of(open, set.current().orElseThrow(), registration));
    } catch (ProblemException e) {
      e.problems().forEach(problem -> caller.say(problem.toString()));
    }
  }

  /**
   * Loads again what was unloaded.
   *
   * @return why one isn't loaded: the next command tries again
   */
  List<Problem> putBack() {
    List<Problem> lost = new ArrayList<>();
    for (LoadedModule module : gone) {
      PreparedModule image = images.get(module.name());
      if (image == null) {
        lost.add(ReloadRefusal.imageLost(module.name()));
      } else if (loader.orElseThrow().insert(image) instanceof Outcome.Refused refused) {
        lost.add(ReloadRefusal.notAgain(module.name(), refused));
      }
    }
    gone.clear();
    if (lost.isEmpty() && !modules.isEmpty()) {
      interrupted.end(modules);
    }
    return lost;
  }

  @Override
  public void close() {
    loader.ifPresent(Loader::close);
  }
}
