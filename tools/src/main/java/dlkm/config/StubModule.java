package dlkm.config;

import dlkm.component.InstalledModule;
import dlkm.declaration.CodeKind;
import dlkm.declaration.ComponentNames;
import dlkm.declaration.Dependency;
import dlkm.declaration.MasterFile;
import dlkm.declaration.Stub;
import dlkm.declaration.SystemFile;
import dlkm.host.AtomicFiles;
import dlkm.host.Host;
import dlkm.host.NewFiles;
import dlkm.installedkernel.InstalledKernel;
import dlkm.installedkernel.KernelConfiguration;
import dlkm.kbuild.StubSource;
import dlkm.modname.ModuleName;
import dlkm.plan.Exclusion;
import dlkm.plan.ModulePlan;
import dlkm.plan.PlanFiles;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The stub module of a whole kernel (spec §3.7): a static module that config itself writes, of the
 * stubs of all configured modules. It is built like every other one. Whoever calls a stub depends
 * on it without declaring that, as on the kernel.
 */
final class StubModule {

  private static final String MASTER =
      """
      $VERSION
      2
      $$$
      $INTERFACE
      base
      $$$
      $TYPE
      modstub misc
      $$$
      $LINUX
      license GPL
      version 1.0
      description stubs of other modules
      $$$
      """;

  private static final String SYSTEM = "$VERSION 2\n$CONFIGURE Y\n";

  private final InstalledKernel kernel;
  private final Host host;
  private final PlanFiles files;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Stub> all = new HashMap<>();

  private StubModule(InstalledKernel kernel, PlanFiles files) {
    this.kernel = kernel;
    this.files = files;
    host = files.host();
  }

  /**
   * Writes its sources.
   *
   * @param directory for them; what is in it is deleted
   * @param include the directory of our headers
   * @return its plan; empty when no configured module has stubs
   * @throws ProblemException when the stubs don't fit together, or the kernel can't have any
   */
  static Optional<ModulePlan> write(
      InstalledKernel kernel, PlanFiles files, Path directory, Path include) {
    try {
      return new StubModule(kernel, files).write(directory, include);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The plans with the stub module first, which any of them may use. */
  static List<ModulePlan> used(Optional<ModulePlan> written, List<ModulePlan> plans) {
    List<ModulePlan> all = new ArrayList<>(written.stream().toList());
    plans.forEach(plan -> all.add(plan.needing(List.of(Stub.MODULE))));
    return all;
  }

  /**
   * The plan without the stub module, where its image doesn't call a stub.
   *
   * @param owners the modules of ours that export what the image needs
   */
  static ModulePlan ifCalled(ModulePlan plan, Collection<String> owners) {
    boolean declared =
        plan.master().dependencies().stream().map(Dependency::module).anyMatch(Stub.MODULE::equals);
    return declared || owners.contains(Stub.MODULE) ? plan : plan.without(Stub.MODULE);
  }

  private Optional<ModulePlan> write(Path directory, Path include) throws IOException {
    AtomicFiles.deleteTree(directory);
    List<StubSource> sources = new ArrayList<>();
    for (String name : InstalledModule.names(host)) {
      Optional<MasterFile> master = configured(name);
      if (master.isPresent()
          && master.get().hasStub()
          && Exclusion.of(master.get(), kernel).isEmpty()) {
        sources.add(write(master.get(), directory));
      }
    }
    if (sources.isEmpty()) {
      return Optional.empty();
    }
    requireCountedPreemption();
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    NewFiles.write(directory.resolve(StubSource.mainFile()), StubSource.main(sources));
    NewFiles.write(directory.resolve("Kbuild"), StubSource.kbuild(sources, include.toString()));
    return Optional.of(plan(directory));
  }

  /** Whose files are wrong can't be built, which is told when it is planned. */
  private Optional<MasterFile> configured(String name) {
    try {
      return files.system(name).isConfigured() ? Optional.of(files.master(name)) : Optional.empty();
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private StubSource write(MasterFile master, Path directory) throws IOException {
    InstalledModule module = InstalledModule.of(host, master, files.system(master.module()));
    StubSource source = new StubSource(ModuleName.kernelForm(module.name()), module.stubs());
    source.stubs().forEach(this::requireOne);
    Path own = directory.resolve(source.module());
    headers(module.source(), own);
    Set<String> needs = new TreeSet<>();
    needs(master, needs);
    NewFiles.write(
        own.resolve(StubSource.FILE),
        source.forStubs(needs.stream().map(ModuleName::kernelForm).toList()));
    return source;
  }

  private void requireOne(Stub stub) {
    Stub other = all.putIfAbsent(stub.name(), stub);
    if (other != null) {
      problems.add(
          Problem.at(
              stub.where(),
              "'" + stub.name() + "' is a stub of " + other.where() + " too",
              "give one of them another name"));
    }
  }

  /** What its own header may include. */
  private static void headers(Path source, Path own) throws IOException {
    List<Path> headers;
    try (Stream<Path> found = Files.walk(source)) {
      headers =
          found
              .filter(file -> file.toString().endsWith(".h") && Files.isRegularFile(file))
              .toList();
    }
    for (Path header : headers) {
      Path copy = own.resolve(source.relativize(header));
      Files.createDirectories(copy.getParent());
      NewFiles.copy(header, copy);
    }
  }

  /** The installed modules that one needs, and what they need. */
  private void needs(MasterFile master, Set<String> needs) {
    for (Dependency dependency : master.dependencies()) {
      String needed = dependency.module();
      if (InstalledModule.isInstalled(host, needed) && needs.add(needed)) {
        needs(files.master(needed), needs);
      }
    }
  }

  /** Otherwise nothing tells whether a caller holds a spinlock. */
  private void requireCountedPreemption() {
    if (!KernelConfiguration.of(kernel).satisfies("CONFIG_PREEMPT_COUNT=y")) {
      problems.add(
          Problem.of(
              "kernel " + kernel.release(),
              "can't have stubs: without CONFIG_PREEMPT_COUNT none knows whether its caller may"
                  + " sleep",
              "plan the modules that have some unused: 'kmsystem -c n MODULE'"));
    }
  }

  private ModulePlan plan(Path directory) {
    MasterFile master = MasterFile.parse(ComponentNames.STUB, Stub.MODULE, Stub.MODULE, MASTER);
    SystemFile system = SystemFile.parse(ComponentNames.STUB, SYSTEM);
    InstalledModule module =
        new InstalledModule(Stub.MODULE, master, system, CodeKind.NATIVE, directory);
    return new ModulePlan(module, kernel, List.of(), List.of(), List.of());
  }
}
