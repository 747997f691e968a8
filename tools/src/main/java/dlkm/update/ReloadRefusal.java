package dlkm.update;

import dlkm.kernel.Errno;
import dlkm.kernel.KernelRefusal;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.kernel.Loader;
import dlkm.kernel.Outcome;
import dlkm.kernel.PreparedModule;
import dlkm.load.UnloadRule;
import dlkm.problem.Problem;
import java.util.Optional;

/** How a refusal of the kernel is told that a {@link LiveReload} met. */
final class ReloadRefusal {

  /** Ends what couldn't be taken back. */
  static final Problem NOT_WHOLE =
      new Problem(
          "the running kernel",
          "has not all modules as before; registrations and plan are as before",
          "the next command that changes something tries again");

  private ReloadRefusal() {}

  /** The new image doesn't load. */
  static Problem refused(String module, Outcome.Refused load) {
    return KernelRefusal.loading(module, "the new image was refused", load);
  }

  /** After that, the old one doesn't either. */
  static Problem lost(String module, Outcome.Refused again) {
    return KernelRefusal.loading(module, "the kernel refused the old image too: not loaded", again);
  }

  /** The image of before doesn't come again. */
  static Problem notAgain(LiveStep.Away away, Outcome.Refused again) {
    return switch (away) {
      case LiveStep.Pair pair -> lost(pair.module(), again);
      case LiveStep.Leaving leaving -> notAgain(leaving.module(), again);
    };
  }

  /** One that was only unloaded doesn't come again. */
  static Problem notAgain(String module, Outcome.Refused again) {
    return KernelRefusal.loading(module, "was unloaded, and can't be loaded again", again);
  }

  /** There is nothing that could come again. */
  static Problem imageLost(String module) {
    return new Problem(module, "is unloaded; its image is lost", "");
  }

  /** What came doesn't leave again. */
  static Problem stays(LiveStep.Entering step, Outcome.Refused unload) {
    String what =
        switch (step) {
          case LiveStep.Coming _ -> "was loaded, and can't be unloaded again";
          case LiveStep.Pair _ ->
              "the new image refuses to unload: it stays loaded, unregistered, until the next boot";
        };
    return KernelRefusal.unloading(step.module(), what, unload);
  }

  /** What is to leave doesn't. */
  static Problem remains(Loader loader, LiveStep.Away away, Outcome.Refused unload) {
    return switch (away) {
      case LiveStep.Pair pair ->
          KernelRefusal.unloading(pair.module(), "can't be unloaded", unload);
      case LiveStep.Leaving leaving ->
          UnloadRule.refusal(loader.host(), leaving.module(), leaving.loaded(), unload);
    };
  }

  /** The old image doesn't load in place of the new one. */
  static Problem keptNew(String module, Outcome.Refused load) {
    return KernelRefusal.loading(
        module, "the kernel refused the old image: the new one stays loaded, unregistered", load);
  }

  /**
   * Why a module that should come isn't there. Others may have loaded it since the plan was made:
   * with the same image, that is as good.
   *
   * @param other the problem where it isn't loaded
   */
  static Optional<Problem> ofNew(
      Loader loader, PreparedModule prepared, Outcome.Refused refused, Problem other) {
    Optional<LoadedModule> loaded = LoadedModules.find(loader.host(), prepared.name());
    if (refused.errno() != Errno.EEXIST || loaded.isEmpty()) {
      return Optional.of(other);
    }
    Optional<String> buildId = loaded.get().buildId();
    if (buildId.isPresent() && buildId.equals(prepared.image().buildId())) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(prepared.name(), "is loaded by now with another image", "repeat the command"));
  }
}
