package dlkm.config;

import dlkm.component.Families;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.IncludedModules;
import dlkm.prebuilt.ImageImport;
import dlkm.problem.IoFailure;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    List<String> included = IncludedModules.of(kernel, names, caller.notices());
    Families.grouped(caller.host(), included)
        .forEach(
            (family, modules) -> {
              List<Configure.Built> found = take(family, modules);
              taken.addAll(found);
              if (found.isEmpty()) {
                caller.say(family + ": no image is used: it is built here");
                left.addAll(modules);
              }
            });
    return new Result(taken, left);
  }

  /** The modules out of the first image that there is; none when no place has one of them all. */
  private List<Configure.Built> take(String family, List<String> modules) {
    for (ImageSource source : sources) {
      try {
        return built(source.take(caller, kernel, family, modules), modules, source);
      } catch (ProblemException e) {
        for (Problem problem : e.problems()) {
          caller.say(problem.toString());
        }
      } catch (UncheckedIOException e) {
        caller.say(source.text() + ": can't be used: " + IoFailure.words(e.getCause()));
      }
    }
    return List.of();
  }

  private List<Configure.Built> built(
      ImageImport.Imported image, List<String> modules, ImageSource source) {
    FunctionSet set = new FunctionSet(caller.host(), kernel.release());
    String from = "image " + image.digest() + " of " + source.text();
    return modules.stream()
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
