package dlkm.registry;

import dlkm.declaration.PhaseChain;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rule of {@link PhaseChain} for registered modules: whether what they need can be there in the
 * phases that they are configured for (spec §5.3a).
 */
public final class RegisteredPhaseChain {

  private RegisteredPhaseChain() {}

  /**
   * The way from a registered module to one that can't be there when it is loaded; empty when all
   * is well.
   */
  private static List<String> broken(Registry registry, String module) {
    return PhaseChain.broken(module, name -> facts(registry, name));
  }

  /**
   * What is wrong with the phase of a registered module, to follow on "loaded in": the phase, what
   * can't be there then, and the way to it.
   */
  static Optional<String> clash(Registry registry, Registration registration) {
    if (registration.isStatic()) {
      return loadable(registry, registration)
          .map(needed -> "the static kernel, when " + needed + " can't be: it is loadable");
    }
    List<String> chain = broken(registry, registration.module());
    return chain.isEmpty()
        ? Optional.empty()
        : Optional.of(
            registration.phases().configured()
                + ", when "
                + chain.getLast()
                + " can't be: "
                + String.join(" -> ", chain));
  }

  /**
   * What a change of the registry would break: the clashes that were not there before it.
   *
   * @param how the module is, or would be, loaded: before "in" and the clash
   * @param todo what to do about it
   */
  public static List<Problem> newClashes(Registry before, Registry then, String how, String todo) {
    List<Problem> clashes = new ArrayList<>();
    for (Registration registration : then.all()) {
      boolean old =
          before.find(registration.module()).flatMap(earlier -> clash(before, earlier)).isPresent();
      if (!old) {
        clash(then, registration)
            .map(why -> new Problem(registration.module(), how + " in " + why, todo))
            .ifPresent(clashes::add);
      }
    }
    return clashes;
  }

  /** The static kernel can't need what is loaded later. */
  private static Optional<String> loadable(Registry registry, Registration registration) {
    return registration.dependencies().stream()
        .map(needed -> registry.findByKernelName(ModuleName.kernelForm(needed)))
        .flatMap(Optional::stream)
        .filter(needed -> !needed.isStatic())
        .map(Registration::module)
        .findFirst();
  }

  /** A static module is as good as one of the kernel's own: it is there before every phase. */
  private static Optional<PhaseChain.Facts> facts(Registry registry, String name) {
    return registry
        .findByKernelName(ModuleName.kernelForm(name))
        .filter(found -> !found.isStatic())
        .map(
            found ->
                new PhaseChain.Facts(
                    found.phases().supported(), found.phases().configured(), found.dependencies()));
  }
}
