package dlkm.kbuild;

import dlkm.host.ProcessGroup;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kbuild.BuildLog.Undefined;
import dlkm.plan.ModulePlan;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Builds modules for one kernel: lays out the sources, takes from the cache what was built before,
 * and calls kbuild for the rest, once for all that can share a call (steps 5 and 7 of spec §4.4.2).
 */
public final class Builder {

  /**
   * What to build with.
   *
   * @param work the directory for sources, generated files and the log; its content is ours
   * @param include the directory of the DLKM interface's headers
   * @param exports what the modules of ours export that are built or registered, by module
   */
  public record Setting(
      InstalledKernel kernel, Path work, Path include, Map<String, String> exports, int jobs) {}

  private static final Duration POLL = Duration.ofMillis(40);

  private final Setting setting;
  private final Path log;
  private final ProcessGroup group;
  private final Map<String, String> exports;
  private final Map<String, BuildTree> trees = new LinkedHashMap<>();
  private final Map<String, String> contents = new TreeMap<>();
  private final Map<String, BuiltModule> built = new LinkedHashMap<>();
  private final InputSums sums = new InputSums();
  private final Map<String, List<Path>> inputs = new TreeMap<>();
  private final Map<String, List<String>> others = new TreeMap<>();
  private final BuildCache cache = BuildCache.ofMachine();

  public Builder(Setting setting) {
    this.setting = setting;
    this.exports = new TreeMap<>(setting.exports());
    log = setting.work().resolve("config.log");
    group = new ProcessGroup(setting.work().resolve(".make.lock"));
  }

  /** The file with everything that make and the compiler said. */
  public Path log() {
    return log;
  }

  /** Copies the sources and writes the generated C (step 5). */
  public void generate(List<ModulePlan> plans) {
    try {
      Files.createDirectories(setting.work());
      group.awaitEnd();
      Files.deleteIfExists(log);
      for (ModulePlan plan : plans) {
        Path directory = setting.work().resolve(plan.name());
        BuildTree tree = BuildTree.create(plan, directory, setting.include());
        trees.put(plan.name(), tree);
        contents.put(plan.name(), BuildInputs.content(tree, setting.kernel()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Builds what was generated (step 7), in dependency order.
   *
   * @throws ProblemException with the first error of the compiler, or every undefined symbol
   */
  public List<BuiltModule> build() {
    try {
      List<BuildTree> missing = new ArrayList<>();
      for (BuildTree tree : trees.values()) {
        Optional<BuiltModule> found = lookUp(tree, missing);
        found.ifPresentOrElse(this::done, () -> missing.add(tree));
      }
      while (!missing.isEmpty()) {
        List<BuildTree> wave = nextWave(missing);
        missing.removeIf(tree -> isIn(wave, tree));
        make(wave);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return trees.keySet().stream().map(built::get).toList();
  }

  private Optional<BuiltModule> lookUp(BuildTree tree, List<BuildTree> missing) {
    for (BuildTree other : missing) {
      if (tree.plan().ours().contains(other.name())) {
        return Optional.empty();
      }
    }
    return cache.find(tree, key(tree));
  }

  private String key(BuildTree tree) {
    List<String> symvers = new ArrayList<>();
    for (String needed : tree.plan().ours()) {
      symvers.add(exports.getOrDefault(needed, ""));
    }
    return BuildInputs.key(contents.get(tree.name()), symvers);
  }

  private void done(BuiltModule module) {
    built.put(module.plan().name(), module);
    exports.put(module.plan().name(), module.symvers());
  }

  /**
   * What can be made next: everything that shares a call, with what it needs in the same call or
   * done already; else the first tree that has to be made alone.
   */
  private List<BuildTree> nextWave(List<BuildTree> missing) throws IOException {
    List<BuildTree> shared = new ArrayList<>();
    for (BuildTree tree : missing) {
      if (tree.canShare() && isReady(tree, missing, shared)) {
        shared.add(tree);
      }
    }
    return shared.isEmpty() ? List.of(missing.getFirst()) : shared;
  }

  /** By name: comparing whole records is put together when it is first done, in 12 ms. */
  private static boolean isIn(List<BuildTree> trees, BuildTree tree) {
    for (BuildTree other : trees) {
      if (other.name().equals(tree.name())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReady(BuildTree tree, List<BuildTree> missing, List<BuildTree> shared) {
    for (BuildTree other : missing) {
      if (tree.plan().ours().contains(other.name()) && !isIn(shared, other)) {
        return false;
      }
    }
    return true;
  }

  private void make(List<BuildTree> wave) throws IOException {
    InstalledKernel kernel = setting.kernel();
    KbuildRun run =
        wave.size() == 1
            ? KbuildRun.single(kernel, wave.getFirst(), log)
            : KbuildRun.shared(kernel, setting.work(), wave, log);
    Process make = run.start(group, symbols(wave), setting.jobs());
    if (await(make, wave) != 0) {
      throw failure(wave);
    }
    for (BuildTree tree : wave) {
      collect(run, tree);
    }
  }

  private List<Path> symbols(List<BuildTree> wave) throws IOException {
    StringBuilder text = new StringBuilder();
    for (BuildTree tree : wave) {
      for (String needed : tree.plan().ours()) {
        String lines = exports.getOrDefault(needed, "");
        if (text.indexOf(lines) < 0) {
          text.append(lines);
        }
      }
    }
    if (text.isEmpty()) {
      return List.of();
    }
    Path file = setting.work().resolve("dependencies.symvers");
    Files.writeString(file, text);
    return List.of(file);
  }

  /** What a compiler has read is added up while make goes on with the rest. */
  private int await(Process make, List<BuildTree> wave) throws IOException {
    List<BuildTree> compiling = new ArrayList<>(wave);
    try {
      while (!make.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        for (var left = compiling.iterator(); left.hasNext(); ) {
          BuildTree tree = left.next();
          String object = "." + tree.plan().kernelName() + ".o.cmd";
          if (Files.exists(tree.directory().resolve(object))) {
            sums.begin(BuildInputs.read(tree, setting.kernel()));
            left.remove();
          }
        }
      }
      group.forget();
      return make.exitValue();
    } catch (InterruptedException e) {
      make.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void collect(KbuildRun run, BuildTree tree) throws IOException {
    Path image = tree.image();
    if (!Files.exists(image)) {
      throw new ProblemException(
          tree.name(),
          "the build made no " + tree.plan().kernelName() + ".ko",
          "install it under the name of the module that its Makefile builds; see " + log);
    }
    String symvers =
        Symvers.of(run.directory().resolve("Module.symvers"), tree.plan().kernelName());
    BuiltModule module = new BuiltModule(tree.plan(), image, symvers, tree.wrapped(), false);
    done(module);
    List<String> besides = tree.others();
    if (!besides.isEmpty()) {
      others.put(tree.name(), besides);
    }
    inputs.put(tree.name(), BuildInputs.read(tree, setting.kernel()));
    sums.begin(inputs.get(tree.name()));
  }

  /** The files of other modules that the builds made, by module. */
  public Map<String, List<String>> others() {
    return Map.copyOf(others);
  }

  /** Puts what was made anew into the cache. The caller has found nothing wrong with it. */
  public void remember() {
    inputs.forEach((name, read) -> cache.store(key(trees.get(name)), built.get(name), sums, read));
    cache.trim();
  }

  private ProblemException failure(List<BuildTree> wave) {
    List<Problem> problems = new ArrayList<>();
    for (Undefined undefined : BuildLog.undefined(log)) {
      problems.add(explain(undefined));
    }
    if (problems.isEmpty()) {
      problems.add(BuildLog.firstError(wave.stream().map(BuildTree::plan).toList(), log));
    }
    return new ProblemException(problems);
  }

  private Problem explain(Undefined undefined) {
    for (var entry : exports.entrySet()) {
      if (Symvers.symbols(entry.getValue()).contains(undefined.symbol())) {
        return new Problem(
            undefined.module(),
            "uses " + undefined.symbol() + " of " + entry.getKey() + " without declaring it",
            "add " + entry.getKey() + " to its $DRIVER_DEPENDENCY");
      }
    }
    return new Problem(
        undefined.module(),
        "uses "
            + undefined.symbol()
            + ", which kernel "
            + setting.kernel().release()
            + " does not export",
        "port the module to this kernel; the whole output is in " + log);
  }
}
