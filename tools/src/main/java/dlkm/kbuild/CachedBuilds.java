package dlkm.kbuild;

import dlkm.host.BackgroundTask;
import dlkm.installedkernel.InstalledKernel;
import dlkm.installedkernel.KernelConfiguration;
import dlkm.plan.ModulePlan;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The build cache as one command uses it: finds images that were built from the same inputs, learns
 * the inputs of those that have to be built, and keeps these in the end.
 */
final class CachedBuilds {

  private final InstalledKernel kernel;
  private final BuildCache cache;
  private final Sandbox sandbox;
  private final InputSums sums;
  private final InputFinder finder;
  private final Map<String, String> contents = new TreeMap<>();
  private final Map<String, UnknownInputs> unknown = new TreeMap<>();
  private final List<Made> made = new ArrayList<>();
  private boolean started;

  private record Made(String key, BuiltModule module, Inputs inputs) {}

  /**
   * @param begin a time before anything was read that the builds depend on
   * @param sandbox where makefiles and compilers of others run
   */
  CachedBuilds(BuildCache cache, InstalledKernel kernel, Instant begin, Sandbox sandbox)
      throws IOException {
    this.cache = cache;
    this.kernel = kernel;
    sums = cache.sums(begin);
    this.sandbox = sandbox;
    finder = new InputFinder(kernel, sandbox);
  }

  /** Looks at a tree in which nothing is built yet. */
  void add(BuildTree tree) throws IOException {
    contents.put(tree.name(), BuildKey.content(tree, kernel, sandbox));
  }

  /** A tree that was added is going to be built. */
  void missing(BuildTree tree) throws IOException {
    unknown.put(tree.name(), UnknownInputs.before(tree));
  }

  /**
   * The images of a tree that was added, when all of them were built from the same inputs before;
   * none otherwise.
   */
  List<BuiltModule> find(BuildTree tree, Map<String, String> exports) throws IOException {
    List<BuiltModule> found = new ArrayList<>();
    for (ModulePlan plan : tree.plans()) {
      Optional<BuiltModule> built = cache.find(tree, plan, key(tree, plan, exports), sums);
      if (built.isEmpty()) {
        for (BuiltModule other : found) {
          Files.delete(other.image());
        }
        return List.of();
      }
      found.add(built.get());
    }
    return found;
  }

  private String key(BuildTree tree, ModulePlan plan, Map<String, String> exports) {
    List<String> symvers = tree.needed().map(needed -> exports.getOrDefault(needed, "")).toList();
    return BuildKey.key(contents.get(tree.name()), plan.kernelName(), symvers);
  }

  /** make works: what most builds read is hashed while it does. */
  void started() {
    if (!started) {
      started = true;
      BackgroundTask.doing(this::hashUsual);
    }
  }

  private void hashUsual() {
    try {
      Optional<String> compiler = KernelConfiguration.of(kernel).compiler();
      sums.begin(finder.usual(compiler.map(Set::of).orElse(Set.of())));
    } catch (IOException | UncheckedIOException e) {
      return; // what is wrong with a file is told when a build has read it
    }
  }

  /** A tree has been compiled: what was read for it is hashed while make goes on. */
  void compiled(BuildTree tree) {
    try {
      sums.begin(finder.of(tree).files());
    } catch (IOException | UncheckedIOException e) {
      // make takes files away while we look: what isn't found now is hashed when it is done.
      return;
    }
  }

  /** A tree has been built. */
  void made(BuildTree tree, List<BuiltModule> modules, Map<String, String> exports)
      throws IOException {
    if (!unknown.get(tree.name()).exist()) {
      Inputs inputs = finder.of(tree);
      if (inputs.complete()) {
        sums.begin(inputs.files());
        for (BuiltModule module : modules) {
          made.add(new Made(key(tree, module.plan(), exports), module, inputs));
        }
      }
    }
  }

  /** Keeps what was built. */
  void store() {
    for (Made build : made) {
      cache.store(build.key(), build.module(), sums, build.inputs());
    }
    cache.tidy(sums);
  }
}
