package dlkm.update;

import dlkm.boot.InitramfsUpkeep;
import dlkm.changelog.Changed;
import dlkm.changelog.Recording;
import dlkm.declaration.Stub;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.GenerationCleanup;
import dlkm.funcset.GenerationWriter;
import dlkm.funcset.WholeKernelId;
import dlkm.funcset.WholeKernels;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.LackingDependencies;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.RegistryText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a whole kernel of modules that were built (spec §2.2, §4.4.1): a generation with a name, an
 * identity and an initramfs of its own. Nothing that is registered changes. The caller holds the
 * state lock.
 */
public final class WholeKernelBuild {

  /**
   * A whole kernel.
   *
   * @param leaving the modules that are static in the present kernel and not part of this one
   */
  public record Kernel(
      String name, Generation generation, WholeKernelId identity, List<String> leaving) {

    public Kernel {
      leaving = List.copyOf(leaving);
    }
  }

  private final InstalledKernel kernel;
  private final Caller caller;
  private final FunctionSet set;

  public WholeKernelBuild(InstalledKernel kernel, Caller caller) {
    this.kernel = kernel;
    this.caller = caller;
    set = new FunctionSet(kernel.host(), kernel.release());
  }

  /**
   * Refuses a name that a command doesn't give.
   *
   * @throws ProblemException for the default kernel and the one before it, and for another one's
   *     that differs by case only
   */
  public static String nameToBuild(InstalledKernel kernel, String operand) {
    String name = WholeKernels.name(operand);
    if (name.equalsIgnoreCase(WholeKernels.DEFAULT)
        || name.equalsIgnoreCase(WholeKernels.PREVIOUS)) {
      throw new ProblemException(
          name,
          "is the name of the default kernel, or of the one before it",
          "build under another name, then 'kmupdate NAME' makes it the default");
    }
    new WholeKernels(new FunctionSet(kernel.host(), kernel.release())).requireDistinct(name);
    return name;
  }

  /**
   * Makes one, in place of one of that name.
   *
   * @param modules the configured modules, which are in the build area
   * @throws ProblemException when its modules don't fit together; nothing changed
   */
  public Kernel make(String name, List<String> modules) throws IOException {
    new GenerationCleanup(set).discardLeftovers();
    Optional<Generation> base = set.pending().or(set::current);
    Registry before = base.map(Generation::registry).orElseGet(set::registry);
    List<String> leaving = leaving(before, modules);
    Registry then = before;
    for (String module : leaving) {
      then = then.unregister(module);
    }
    Registry stays = then;
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Map<String, Path> images = new TreeMap<>();
    List<Candidate> candidates = new ArrayList<>();
    PreferredModules preferred = PreferredModules.planned(set);
    for (String module : modules) {
      Candidate candidate = Candidate.built(set, module);
      candidates.add(candidate);
      Registration record = candidate.record();
      then =
          then.register(
              record.withPreferredOver(preferred.over(record, candidate.file())),
              now,
              caller.user());
      images.put(module, candidate.file());
    }
    requireComplete(stays, then, candidates);
    String kis = kernel.kis();
    then = then.forKernel(kis);
    WholeKernelId identity = WholeKernelId.fresh(kis, RegistryText.write(then));
    Generation generation = new GenerationWriter(set).keepKernel(base, then, images, identity);
    set.entries().outdate();
    initramfs(name, generation);
    new WholeKernels(set).put(name, generation);
    set.entries().refresh(caller::say);
    boolean _ =
        Recording.note(
            Changed.done(
                    Changed.Kind.GENERATION,
                    set.release(),
                    "whole kernel " + name,
                    "",
                    "generation " + generation.number())
                .of(set.release()));
    return new Kernel(name, generation, identity, leaving);
  }

  private static List<String> leaving(Registry before, List<String> modules) {
    return before.all().stream()
        .filter(Registration::isStatic)
        .map(Registration::module)
        .filter(module -> !modules.contains(module))
        .toList();
  }

  /** A set that lacks what one of its modules needs would fail at its boot. */
  private void requireComplete(Registry stays, Registry then, List<Candidate> candidates) {
    List<Problem> problems = new ArrayList<>(RegistrationCheck.check(kernel, stays, candidates));
    problems.addAll(
        LackingDependencies.problems(
            then,
            set.registry().names(),
            "which would not be part of the kernel",
            WholeKernelBuild::remedy));
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private static String remedy(String needed) {
    return needed.equals(Stub.MODULE)
        ? "unregister what calls stubs, 'kmmodreg -U MODULE', or use a module that has some"
        : "'kmsystem -c y " + needed + "'";
  }

  private void initramfs(String name, Generation generation) throws IOException {
    InitramfsUpkeep upkeep =
        new InitramfsUpkeep(set.host(), set.release(), set.directory(), caller::say);
    try {
      upkeep.abandon();
      upkeep.buildKernel(name, generation.directory());
    } catch (IOException | ProblemException e) {
      // That of the kernel which had the name before.
      Files.deleteIfExists(new WholeKernels(set).initramfs(name));
      // It saves time at the update, which builds it otherwise.
      caller.say(name + ": its initramfs is not built yet: " + e.getMessage());
    }
  }
}
