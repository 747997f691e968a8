package dlkm.kbuild;

import dlkm.host.AtomicFiles;
import dlkm.host.Notices;
import dlkm.host.ProcessGroup;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.plan.ModulePlan;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.sandbox.BuildAreaOwnership;
import dlkm.sandbox.Sandbox;
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
 * Its methods are called in their order here.
 */
public final class Builder {

  /**
   * What to build with.
   *
   * @param work the directory for sources, generated files and the log; its content is ours
   * @param include the directory of the DLKM interface's headers
   * @param exports what the modules of ours export that are built or registered, by module
   * @param cache what was built before
   * @param notices is told what the builds did that they may not
   */
  public record Setting(
      InstalledKernel kernel,
      Path work,
      Path include,
      Map<String, String> exports,
      int jobs,
      BuildCache cache,
      Notices notices) {}

  /** The name of the makefile that a build leaves in its directory. */
  public static final String MAKEFILE = "config.mod";

  private static final String NOT_MADE = "the build made no ";

  private static final Duration POLL = Duration.ofMillis(20);

  private final Setting setting;
  private final Path log;
  private final ProcessGroup group;
  private final Sandbox sandbox;
  private final CachedBuilds cached;
  private final Map<String, String> exports;
  private final List<BuildTree> trees = new ArrayList<>();
  private final List<BuildTree> missing = new ArrayList<>();
  private final Map<String, BuiltModule> built = new LinkedHashMap<>();
  private final Map<String, List<String>> others = new TreeMap<>();

  /** Waits until nothing of an earlier build works in the directory any more. */
  public Builder(Setting setting) {
    this.setting = setting;
    this.exports = new TreeMap<>(setting.exports());
    log = setting.work().resolve("config.log");
    requireMakePath(setting.work());
    requireMakePath(setting.include());
    requireMakePath(setting.kernel().headers());
    group = new ProcessGroup(setting.work().resolve(".make.lock"));
    try {
      Files.createDirectories(setting.work());
      group.awaitEnd();
      List<Path> read = List.of(setting.include(), setting.kernel().headers());
      sandbox = Sandbox.of(setting.kernel().host(), setting.work(), read);
      sandbox.handover().unshare(setting.work(), setting.notices());
      Files.deleteIfExists(log);
      cached =
          new CachedBuilds(
              setting.cache(), setting.kernel(), BuildClock.now(setting.work()), sandbox);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What protection from the builds is missing on this machine; nothing where all is there. */
  public Optional<String> lack() {
    return sandbox.lack();
  }

  /** The kernel's makefiles split words at blanks, and can't be told otherwise. */
  private static void requireMakePath(Path path) {
    for (char c : path.toString().toCharArray()) {
      if (c <= ' ' || ":#$%&;'\"\\`()*?[]|<>".indexOf(c) >= 0) {
        throw new ProblemException(
            path.toString(),
            "the kernel's build system can't work in a path with '" + c + "'",
            "rename the directory, or mount it elsewhere: 'mount --bind'");
      }
    }
  }

  /** The file with everything that make and the compiler said, once there was something to make. */
  public Path log() {
    return log;
  }

  /**
   * Copies the sources and writes the generated C (step 5). Nobody may replace the installed files
   * between the planning and the end of this.
   */
  public void generate(List<ModulePlan> plans) {
    try {
      for (List<ModulePlan> family : TreeOrder.families(plans)) {
        String name = family.getFirst().master().family().name();
        Path directory = setting.work().resolve(name);
        trees.add(BuildTree.create(family, directory, setting.include()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Looks for what was built before from the same inputs.
   *
   * @return the names of the trees that have to be built
   */
  public List<String> find() {
    return find(true);
  }

  /** The same without the cache: all that was generated has to be built. */
  public List<String> findNothing() {
    return find(false);
  }

  private List<String> find(boolean cache) {
    try {
      for (BuildTree tree : trees) {
        cached.add(tree);
        List<BuiltModule> found =
            !cache || missing.stream().anyMatch(tree::needs)
                ? List.of()
                : cached.find(tree, exports);
        if (found.isEmpty()) {
          cached.missing(tree);
          missing.add(tree);
        } else {
          found.forEach(this::done);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return missing.stream().map(BuildTree::name).toList();
  }

  /**
   * Builds what was generated and not found (step 7).
   *
   * @return all modules, in dependency order
   * @throws ProblemException with the first error of the compiler, or every undefined symbol
   */
  public List<BuiltModule> build() {
    try {
      while (!missing.isEmpty()) {
        List<BuildTree> wave = nextWave();
        missing.removeIf(tree -> isIn(wave, tree));
        make(wave);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<BuiltModule> modules = new ArrayList<>();
    for (BuildTree tree : trees) {
      tree.plans().forEach(plan -> modules.add(built.get(plan.name())));
    }
    return modules;
  }

  /** Writes the makefiles of everything that was generated, and builds nothing. */
  public void writeMakefiles() {
    missing.addAll(trees);
    try {
      while (!missing.isEmpty()) {
        List<BuildTree> wave = nextWave();
        missing.removeIf(tree -> isIn(wave, tree));
        call(wave).write(symbols(wave));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private KbuildRun call(List<BuildTree> wave) throws IOException {
    InstalledKernel kernel = setting.kernel();
    return wave.size() == 1
        ? KbuildRun.single(kernel, wave.getFirst(), log)
        : KbuildRun.shared(kernel, setting.work(), wave, log);
  }

  private void done(BuiltModule module) {
    built.put(module.plan().name(), module);
    exports.put(module.plan().name(), module.symvers());
  }

  /**
   * What can be made next: everything that shares a call, with what it needs in the same call or
   * done already; else the first tree that has to be made alone.
   */
  private List<BuildTree> nextWave() throws IOException {
    List<BuildTree> shared = new ArrayList<>();
    for (BuildTree tree : missing) {
      if (tree.canShare() && isReady(tree, shared)) {
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

  private boolean isReady(BuildTree tree, List<BuildTree> shared) {
    for (BuildTree other : missing) {
      if (tree.needs(other) && !isIn(shared, other)) {
        return false;
      }
    }
    return true;
  }

  private void make(List<BuildTree> wave) throws IOException {
    KbuildRun run = call(wave);
    if (!runs(run, wave)) {
      throw new BuildFailure(run, exports).problems();
    }
    for (BuildTree tree : wave) {
      collect(run, tree);
    }
  }

  /** Makes what is the build user's for that time, and root's again whatever becomes of it. */
  private boolean runs(KbuildRun run, List<BuildTree> wave) throws IOException {
    run.write(symbols(wave));
    boolean isShared = run.directory().equals(setting.work());
    BuildAreaOwnership handover = sandbox.handover();
    group.giveTemporary(handover::give);
    for (BuildTree tree : wave) {
      handover.give(tree.directory());
    }
    if (isShared) {
      deleteMade();
      handover.share(setting.work());
    }
    try {
      if (await(run.start(group, sandbox, setting.jobs()), wave) != 0) {
        return false;
      }
      DebugSections.strip(wave, sandbox);
      return true;
    } finally {
      for (BuildTree tree : wave) {
        handover.take(tree.name(), tree.directory(), setting.notices());
      }
      // The directories that are still his are of his making.
      if (isShared) {
        handover.unshare(setting.work(), setting.notices());
      }
    }
  }

  /** The build user can't replace what an earlier call left in the directory of several trees. */
  private void deleteMade() throws IOException {
    for (String name : KbuildRun.MADE) {
      AtomicFiles.deleteTree(setting.work().resolve(name));
    }
  }

  private List<Path> symbols(List<BuildTree> wave) throws IOException {
    StringBuilder text = new StringBuilder();
    for (BuildTree tree : wave) {
      tree.needed()
          .map(needed -> exports.getOrDefault(needed, ""))
          .filter(lines -> text.indexOf(lines) < 0)
          .forEach(text::append);
    }
    if (text.isEmpty()) {
      return List.of();
    }
    Path file = setting.work().resolve("dependencies.symvers");
    AtomicFiles.write(file, text.toString());
    return List.of(file);
  }

  /** What a compiler has read is hashed while make goes on with the rest. */
  private int await(Process make, List<BuildTree> wave) throws IOException {
    Map<CompiledObject, BuildTree> compiling = new LinkedHashMap<>();
    for (BuildTree tree : wave) {
      String object = "." + tree.plan().kernelName() + ".o.cmd";
      compiling.put(new CompiledObject(tree.directory().resolve(object)), tree);
    }
    cached.started();
    try {
      while (!make.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        for (var left = compiling.entrySet().iterator(); left.hasNext(); ) {
          var object = left.next();
          if (object.getKey().isComplete()) {
            cached.compiled(object.getValue());
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
    List<BuiltModule> modules = new ArrayList<>();
    for (ModulePlan plan : tree.plans()) {
      Path image = tree.image(plan);
      if (!Files.exists(image)) {
        throw notMade(tree, plan);
      }
      String symvers = Symvers.of(symvers(run, tree), plan.kernelName());
      modules.add(new BuiltModule(plan, image, symvers, tree.wrapped(), false));
    }
    cached.made(tree, modules, exports);
    modules.forEach(this::done);
    List<String> besides = tree.others();
    if (!besides.isEmpty()) {
      others.put(tree.name(), besides);
    }
  }

  /** A tree's own make may call the kernel's build system for any folder of it. */
  private static List<Path> symvers(KbuildRun run, BuildTree tree) throws IOException {
    return tree.treeCommands().make().isPresent()
        ? tree.files().stream().filter(file -> file.endsWith(Symvers.FILE)).toList()
        : List.of(run.directory().resolve(Symvers.FILE));
  }

  private ProblemException notMade(BuildTree tree, ModulePlan plan) {
    String what = NOT_MADE + plan.kernelName() + ".ko";
    return plan.master().family().isSingle()
        ? new ProblemException(
            tree.name(),
            what,
            "install it under the name of the module that its Makefile builds; see " + log)
        : new ProblemException(
            Problem.at(
                plan.master().where("$TYPE"), what, "take the module out of $TYPE; see " + log));
  }

  /** Whether a problem is that a build went well and didn't make the module. */
  public static boolean isNotMade(Problem problem, String module) {
    return problem.what().equals(NOT_MADE + ModuleName.kernelForm(module) + ".ko");
  }

  /** The files of other modules that the builds made, by tree. */
  public Map<String, List<String>> others() {
    return Map.copyOf(others);
  }

  /** Puts what was made anew into the cache. The caller has found nothing wrong with it. */
  public void remember() {
    cached.store();
  }
}
