package dlkm.update;

import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.Caller;
import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Sha256;
import dlkm.image.ModuleImage;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.ImageFacts;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import dlkm.registry.RegistrationFixture;
import dlkm.registry.SoftDependencies;
import dlkm.registry.SomeRegistrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A machine below a root of its own with an installed kernel of its host, really built modules in
 * its build area, and function sets.
 */
final class UpdateMachine {

  private static final Path SCRIPTS = Path.of("src/main/sh");

  private final Path root;
  private final Host host;
  private final InstalledKernel kernel;
  private final List<String> said = new ArrayList<>();

  UpdateMachine(Path root) throws IOException {
    this(root, BuiltModules.RELEASE);
    Path modules = kernel.modules();
    Path installed = Path.of(Layout.modules(kernel.release()));
    try (Stream<Path> files = Files.list(installed)) {
      for (Path file : files.filter(UpdateMachine::isIndex).toList()) {
        Files.copy(file, modules.resolve(file.getFileName()));
      }
    }
    Files.createSymbolicLink(modules.resolve("build"), installed.resolve("build").toRealPath());
    Files.createDirectories(root.resolve("boot"));
  }

  private UpdateMachine(Path root, String release) throws IOException {
    this.root = root;
    host = new Host(root, Path.of("src/main"));
    Files.createDirectories(host.path(Layout.modules(release)));
    kernel = new InstalledKernel(host, release);
  }

  private static boolean isIndex(Path file) {
    return file.getFileName().toString().startsWith("modules.") && Files.isRegularFile(file);
  }

  /** The same machine, seen from another kernel of it that has no modules yet. */
  UpdateMachine other(String release) throws IOException {
    return new UpdateMachine(root, release);
  }

  InstalledKernel kernel() {
    return kernel;
  }

  FunctionSet set() {
    return new FunctionSet(host, kernel.release());
  }

  Caller caller() {
    return new Caller(host, "kmupdate", "tester", said::add, said::add);
  }

  /** What was said besides results. */
  List<String> said() {
    return said;
  }

  /** Puts a built module into the build area, as {@code config} does. */
  void build(String module, String variant, String... needed) {
    build(record(module, variant, Phase.AUTO, needed), BuiltModules.image(module, variant));
  }

  void build(Registration record, Path image) {
    install(record.module());
    new BuildArea(set()).put(List.of(new BuildArea.Entry(record, image, "")));
  }

  /** The files of an installed module that an update asks for. */
  private void install(String module) {
    try {
      Path master = host.path(Layout.master(module));
      Path system = host.path(Layout.system(module));
      if (!Files.exists(system)) {
        Files.createDirectories(master.getParent());
        Files.createDirectories(system.getParent());
        Files.writeString(master, "");
        Files.writeString(system, "$VERSION 1\n$CONFIGURE Y\n$LOADABLE Y\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The registration record that {@code config} would make. */
  static Registration record(String module, String variant, Phase planned, String... needed) {
    return record(module, variant, BuiltModules.RELEASE + ":unknown", planned, needed);
  }

  /** The same of a build for that very kernel. */
  static Registration record(
      String module, String variant, String kis, Phase planned, String... needed) {
    try {
      Path file = BuiltModules.image(module, variant);
      byte[] bytes = Files.readAllBytes(file);
      ModuleImage image = ModuleImage.parse(file.toString(), bytes);
      Registration plain =
          SomeRegistrations.of(module, new String(bytes, StandardCharsets.ISO_8859_1));
      ImageFacts facts =
          new ImageFacts(
              Sha256.of(bytes),
              image.buildId(),
              Optional.empty(),
              kis,
              SoftDependencies.of(image.softdeps()),
              false,
              false,
              List.of());
      Phases phases = new Phases(Set.of(SupportedPhase.values()), planned, planned);
      return RegistrationFixture.like(plain.withImage(facts).withPhases(phases))
          .version(variant)
          .needing(List.of(needed))
          .record();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ModuleUpdate.Result update(UpdateTiming mode, String... modules) {
    return new ModuleUpdate(kernel, caller()).run(List.of(modules), mode, false);
  }

  /** The problems of what must fail, as they are said, and that nothing changed by it. */
  List<String> refused(Runnable change) {
    SortedMap<String, String> before = picture();
    try {
      change.run();
    } catch (ProblemException e) {
      if (!picture().equals(before)) {
        throw new AssertionError("something changed: " + e.getMessage(), e);
      }
      return e.problems().stream().map(Problem::toString).toList();
    }
    throw new AssertionError("it was not refused");
  }

  /** The version that is registered; nothing for a module that isn't. */
  Optional<String> version(String module) {
    return set().registry().find(module).map(Registration::version);
  }

  /** Whether the kernel's own loader would find the module. */
  boolean isIndexed(String module) {
    try {
      return Files.readString(kernel.modules().resolve("modules.dep"))
          .contains(Layout.IMAGES_LINK + "/" + module + ".ko");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the script does that runs at the shutdown. */
  void shutDown() {
    try {
      Path home = Files.createDirectories(root.resolve("product"));
      AtomicFiles.copyTree(SCRIPTS, home.resolve("sh"));
      Files.writeString(home.resolve("layout.sh"), Layout.shell());
      Child done =
          Child.run(
              List.of(
                  "env",
                  "DLKM_ROOT=" + root,
                  "DLKM_RELEASE=" + kernel.release(),
                  "sh",
                  home.resolve("sh/kmshutdown").toString(),
                  "stop"));
      if (done.status() != 0) {
        throw new AssertionError(done.output());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything in all function sets: what each file has in it and where each link leads. */
  SortedMap<String, String> picture() {
    SortedMap<String, String> picture = new TreeMap<>();
    Path sets = host.path(Layout.SETS);
    if (!Files.exists(sets)) {
      return picture;
    }
    try (Stream<Path> paths = Files.walk(sets)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        picture.put(sets.relativize(path).toString(), content(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return picture;
  }

  private static String content(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    return directory ? "/" : Files.readString(path, StandardCharsets.ISO_8859_1);
  }
}
