package dlkm.config;

import dlkm.component.Families;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.IncludedModules;
import dlkm.prebuilt.ImageImport;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Asks for images of this kernel before anything is built, and says of each module which of the two
 * happened, and why.
 */
public final class PrebuiltFirst {

  /**
   * What became of the modules.
   *
   * @param taken those that are in the build area now
   * @param left those that have to be built
   */
  public record Result(List<Configure.Built> taken, List<String> left) {}

  private final Caller caller;
  private final InstalledKernel kernel;
  private final List<ImageSource> sources;

  /** Asks these places, in this order. */
  public PrebuiltFirst(Caller caller, InstalledKernel kernel, List<ImageSource> sources) {
    this.caller = caller;
    this.kernel = kernel;
    this.sources = List.copyOf(sources);
  }

  /** Takes what there is. */
  public Result run(List<String> names) {
    if (sources.isEmpty()) {
      return new Result(List.of(), names);
    }
    List<Configure.Built> taken = new ArrayList<>();
    List<String> left = new ArrayList<>();
    SequencedSet<String> families = new LinkedHashSet<>();
    IncludedModules.of(kernel, names, caller.notices())
        .forEach(module -> families.add(Families.of(caller.host(), module)));
    for (String family : families) {
      List<Configure.Built> modules = take(family);
      taken.addAll(modules);
      if (modules.isEmpty()) {
        caller.say(family + ": no image is used: it is built here");
        left.add(family);
      }
    }
    return new Result(taken, left);
  }

  /** The modules of the first image that there is; none when no place has one. */
  private List<Configure.Built> take(String family) {
    for (ImageSource source : sources) {
      try {
        return built(source.take(caller, kernel, family), source);
      } catch (ProblemException e) {
        for (Problem problem : e.problems()) {
          caller.say(problem.toString());
        }
      }
    }
    return List.of();
  }

  private List<Configure.Built> built(ImageImport.Imported image, ImageSource source) {
    FunctionSet set = new FunctionSet(caller.host(), kernel.release());
    String from = "image " + image.digest() + " of " + source.text();
    return image.heading().modules().stream()
        .map(
            module ->
                new Configure.Built(
                    module,
                    set.builtImage(module),
                    false,
                    image.heading().isSigned(),
                    Optional.of(from)))
        .toList();
  }
}
