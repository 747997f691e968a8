package dlkm.config;

import dlkm.component.InstalledModule;
import dlkm.component.TextEdits;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.Stub;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.ImageRecord;
import dlkm.host.BackgroundTask;
import dlkm.host.Caller;
import dlkm.host.Layout;
import dlkm.host.Sha256;
import dlkm.host.StateLock;
import dlkm.image.ModuleImage;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kbuild.BuildCache;
import dlkm.kbuild.Builder;
import dlkm.kbuild.BuiltModule;
import dlkm.kbuild.ImageSigner;
import dlkm.kbuild.Signer;
import dlkm.kbuild.Symvers;
import dlkm.kbuild.UndeclaredSymbols;
import dlkm.modname.ModuleName;
import dlkm.plan.BuildPlanner;
import dlkm.plan.IncludedModules;
import dlkm.plan.ModulePlan;
import dlkm.plan.PlanFiles;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.ImageFacts;
import dlkm.registry.NewRegistration;
import dlkm.registry.Origin;
import dlkm.registry.Registration;
import dlkm.update.LoaderCheck;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The eight steps of {@code config -M} (spec §4.4.2), each announced as it begins; a whole
 * configuration takes the same ones (spec §4.4.1).
 */
public final class Configure {

  /**
   * A module that is built.
   *
   * @param fromCache whether its image was taken from the build cache
   * @param taken the image of other machines that it was taken out of instead of being built
   */
  public record Built(
      String module, Path image, boolean fromCache, boolean signed, Optional<String> taken) {}

  private static final int STEPS = 8;

  /** Where the sources of the stub module are written, beside the trees that are built. */
  private static final String STUBS = ".modstub";

  private final Caller caller;
  private final InstalledKernel kernel;
  private final BuildPlanner.Scope scope;
  private final UnderStateLock.Work<PlanFiles> files;
  private final BuildOptions options;
  private final BuildArea area;
  private int step;

  /** Builds loadable modules. */
  public Configure(Caller caller, InstalledKernel kernel) {
    this(caller, kernel, PlanFiles.installed(caller.host()), BuildPlanner.Scope.LOADABLE);
  }

  /** Builds what the scope says, planned by these files. */
  public Configure(
      Caller caller, InstalledKernel kernel, PlanFiles files, BuildPlanner.Scope scope) {
    this(caller, kernel, () -> files, scope, BuildOptions.USUAL);
  }

  /**
   * Builds what the scope says, planned as a change will leave it.
   *
   * @param edits of the plan; run when the sources are generated
   */
  public Configure(
      Caller caller,
      InstalledKernel kernel,
      UnderStateLock.Work<TextEdits> edits,
      BuildPlanner.Scope scope) {
    this(
        caller,
        kernel,
        () -> PlanFiles.edited(caller.host(), edits.run()),
        scope,
        BuildOptions.USUAL);
  }

  /** Builds loadable modules in another way. */
  public Configure(Caller caller, InstalledKernel kernel, BuildOptions options) {
    this(
        caller,
        kernel,
        () -> PlanFiles.installed(caller.host()),
        BuildPlanner.Scope.LOADABLE,
        options);
  }

  private Configure(
      Caller caller,
      InstalledKernel kernel,
      UnderStateLock.Work<PlanFiles> files,
      BuildPlanner.Scope scope,
      BuildOptions options) {
    this.caller = caller;
    this.files = files;
    this.options = options;
    this.kernel = kernel;
    this.scope = scope;
    area = new BuildArea(new FunctionSet(caller.host(), kernel.release()));
  }

  private void step(String what) {
    step++;
    caller.progress().begin("[" + step + "/" + STEPS + "] " + what);
  }

  /**
   * Builds the modules, each with the rest of its family, and puts them into the build area. Those
   * that are excluded for the kernel are left out.
   *
   * @throws ProblemException when one of them can't be built: nothing is put
   */
  public List<Built> run(List<String> names) {
    if (IncludedModules.of(kernel, names, caller.notices()).isEmpty()) {
      return List.of();
    }
    try (StateLock _ = StateLock.takeBuild(caller.host(), caller.tool(), caller::say)) {
      kernel.headers();
      Map<String, String> exports = exports();
      Builder builder = new Builder(setting(exports));
      generate(builder, names, exports.keySet());
      step("generate the registration records");
      return build(builder, exports, new Registering());
    }
  }

  /**
   * The first five steps alone: checks the modules, and leaves their sources, the generated C and
   * the makefiles for a person to look at ({@code config -s}).
   *
   * @return the directory of the sources
   * @throws ProblemException when one of them can't be built
   */
  public Path generateOnly(List<String> names) {
    List<String> _ = IncludedModules.of(kernel, names, caller.notices());
    try (StateLock _ = StateLock.takeBuild(caller.host(), caller.tool(), caller::say)) {
      kernel.headers();
      Map<String, String> exports = exports();
      Builder builder = new Builder(setting(exports));
      generate(builder, names, exports.keySet());
      builder.writeMakefiles();
      return work();
    }
  }

  /** What is built or registered; a whole configuration makes the stub module anew. */
  private Map<String, String> exports() {
    Map<String, String> exports = new TreeMap<>(area.exports());
    if (scope != BuildPlanner.Scope.LOADABLE) {
      exports.remove(Stub.MODULE);
    }
    return exports;
  }

  /**
   * Under the state lock: files that are replaced in between would be of another version. Which of
   * a family are built is asked of the plan that they are built by.
   */
  private void generate(Builder builder, List<String> names, Set<String> available) {
    boolean _ =
        UnderStateLock.run(
            caller,
            () -> {
              PlanFiles now = files.run();
              List<String> modules = IncludedModules.planned(kernel, now, names, _ -> {});
              List<ModulePlan> plans = withStubs(now, plan(now, modules, available), available);
              step("generate C and config.mod in " + work());
              builder.generate(plans);
              return true;
            });
  }

  private List<ModulePlan> plan(PlanFiles now, List<String> modules, Set<String> available) {
    now.requireUsed(modules);
    BuildPlanner planner = new BuildPlanner(now, kernel, available, scope);
    String names = String.join(" ", modules);
    step("read the master file: " + names);
    planner.readMasters(modules);
    Path hpuxSystem = now.hpuxSystem();
    step("read the HP-UX system file: " + (Files.exists(hpuxSystem) ? hpuxSystem : "none"));
    now.readHpuxSystem();
    step("read the system file: " + names);
    planner.readSystems();
    step("check interfaces and dependencies against kernel " + kernel.release());
    return planner.plan();
  }

  private List<ModulePlan> withStubs(PlanFiles now, List<ModulePlan> plans, Set<String> available) {
    Optional<ModulePlan> written =
        scope == BuildPlanner.Scope.LOADABLE
            ? Optional.empty()
            : StubModule.write(kernel, now, work().resolve(STUBS), include());
    return written.isPresent() || available.contains(Stub.MODULE)
        ? StubModule.used(written, plans)
        : plans;
  }

  private Path include() {
    return caller.host().home().resolve("include");
  }

  private Path work() {
    return caller.host().path(Layout.build(kernel.release()));
  }

  private Builder.Setting setting(Map<String, String> exports) {
    return new Builder.Setting(
        kernel,
        work(),
        include(),
        exports,
        options.jobs().orElseGet(Runtime.getRuntime()::availableProcessors),
        BuildCache.ofMachine(),
        caller.notices());
  }

  /**
   * The common properties of all records of one run. The kernel's identity is read while make runs.
   */
  private final class Registering {

    private final Instant when = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final BackgroundTask<String> kis = BackgroundTask.begin(kernel::kis);

    Registration record(ModulePlan plan, boolean wrapped, ModuleImage image, String sha256) {
      ImageFacts facts = ImageRecord.of(image, sha256, kis.get(), wrapped, plan.isStatic());
      Origin origin = new Origin(when, Optional.empty(), caller.user());
      return NewRegistration.of(plan, facts, image.version(), origin);
    }
  }

  private List<Built> build(Builder builder, Map<String, String> exports, Registering registering) {
    List<String> missing = options.anew() ? builder.findNothing() : builder.find();
    step(
        missing.isEmpty()
            ? "make: nothing to do, all is in the build cache"
            : "make " + String.join(" ", missing) + "; the output goes to " + builder.log());
    if (!missing.isEmpty()) {
      builder.lack().ifPresent(caller::say);
    }
    LoaderCheck loader = new LoaderCheck(caller, kernel);
    List<BuiltModule> built = builder.build();
    Optional<ImageSigner> signer = options.signer().or(() -> Signer.find(caller.host(), kernel));
    List<BuildArea.Entry> entries;
    try {
      entries = check(built, exports, signer, registering, loader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Hashing the inputs of the compiler takes as long as all the other remaining steps.
    BackgroundTask<Boolean> kept = BackgroundTask.doing(builder::remember);
    put(entries);
    List<Built> result = result(built, signer);
    builder.others().forEach(this::reportOthers);
    boolean _ = kept.get();
    return result;
  }

  /** One tree may make modules that are installed each for itself. */
  private void reportOthers(String family, List<String> files) {
    List<String> installed =
        InstalledModule.names(caller.host()).stream().map(ModuleName::kernelForm).toList();
    for (String file : files) {
      String name = ModuleName.ofFile(file);
      if (!installed.contains(name)) {
        caller.say(
            family
                + ": its build made "
                + file
                + " too, not installed: add the line '"
                + name
                + " misc' to $TYPE of its master file to have it");
      }
    }
  }

  private List<BuildArea.Entry> check(
      List<BuiltModule> built,
      Map<String, String> exports,
      Optional<ImageSigner> signer,
      Registering registering,
      LoaderCheck loader)
      throws IOException {
    Map<String, List<String>> all = new TreeMap<>();
    exports.forEach((module, symvers) -> all.put(module, Symvers.symbols(symvers)));
    built.forEach(module -> all.put(module.plan().name(), Symvers.symbols(module.symvers())));
    List<Problem> problems = new ArrayList<>();
    List<BuildArea.Entry> entries = new ArrayList<>();
    Map<String, BackgroundTask<Path>> signing = new HashMap<>();
    for (BuiltModule module : built) {
      signing.put(
          module.plan().name(),
          BackgroundTask.begin(() -> LoadableImage.of(module, signer, work())));
    }
    for (BuiltModule module : built) {
      Path file = signing.get(module.plan().name()).get();
      byte[] bytes = Files.readAllBytes(file);
      ModuleImage image = ModuleImage.parse(module.image().toString(), bytes);
      Map<String, String> owners = UndeclaredSymbols.owners(module.plan(), image.undefined(), all);
      ModulePlan plan =
          StubModule.ifCalled(withFamily(module.plan(), owners.values()), owners.values());
      problems.addAll(ImageCheck.check(plan, image));
      problems.addAll(UndeclaredSymbols.undeclared(plan, owners));
      Registration record = registering.record(plan, module.wrapped(), image, Sha256.of(bytes));
      loader.add(record, file, name -> PlannedTunables.where(plan.master(), plan.system(), name));
      entries.add(new BuildArea.Entry(record, file, module.symvers()));
    }
    problems.addAll(StaticImages.problems(entries));
    problems.addAll(loader.problems(exports.keySet().stream().map(area::image).toList()));
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return entries;
  }

  /** What a module needs of its own family is seen in its image and need not be declared. */
  private static ModulePlan withFamily(ModulePlan plan, Collection<String> owners) {
    List<String> family = plan.master().family().modules();
    return plan.needing(owners.stream().filter(family::contains).distinct().toList());
  }

  private void put(List<BuildArea.Entry> entries) {
    step("store in " + area.set().buildArea());
    boolean _ =
        UnderStateLock.run(
            caller,
            () -> {
              requireInstalled(entries);
              area.put(entries);
              return true;
            });
  }

  /** Refuses a module that was deleted during the build. */
  private void requireInstalled(List<BuildArea.Entry> entries) {
    for (BuildArea.Entry entry : entries) {
      String module = entry.record().module();
      if (!InstalledModule.hasSource(caller.host(), module)) {
        throw new ProblemException(
            module, "was deleted while it was built", "'kminstall -a " + module + "' installs it");
      }
    }
  }

  private List<Built> result(List<BuiltModule> built, Optional<ImageSigner> signer) {
    return built.stream()
        .map(
            module ->
                new Built(
                    module.plan().name(),
                    area.set().builtImage(module.plan().name()),
                    module.reused(),
                    signer.isPresent(),
                    Optional.empty()))
        .toList();
  }
}
