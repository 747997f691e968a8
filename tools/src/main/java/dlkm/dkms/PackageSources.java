package dlkm.dkms;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.component.Texts;
import dlkm.declaration.ComponentNames;
import dlkm.declaration.SystemText;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.FilesBefore;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.NewFiles;
import dlkm.host.Transaction;
import dlkm.install.Installation;
import dlkm.problem.Problem;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The sources of a package on their way to being a family of installed modules: copied to the build
 * directory, patched, with component files made for one kernel, and installed.
 */
record PackageSources(
    DkmsSession session, PackageVersion version, KernelTarget kernel, DkmsConf conf) {

  static final String KBUILD = "Kbuild";

  /** Of a package whose own command builds it. */
  static final String OWN_KBUILD = "# the package's own command builds it\n";

  /** The directory of the component files: the sources may have files of the same names. */
  static final String COMPONENTS = ".dlkm-components";

  /** The kernel's build system would prefer it to the Makefile that the package's programs make. */
  private static final String WITHOUT_OWN = "rm -f " + KBUILD;

  /** The name that the package is installed under. */
  String family() {
    return PackageComponents.family(version.name());
  }

  /**
   * Looks whether there are any.
   *
   * @throws DkmsException when there are none (8)
   */
  void require() {
    PackageTree tree = session.tree();
    String shown = tree.shown(version) + "/" + PackageTree.SOURCE;
    if (DirectoryNames.of(tree.source(version)).size() < 2) {
      throw new DkmsException(
          8,
          "The directory " + shown + " does not appear to have module source located within it.",
          "Build halted.");
    }
  }

  /**
   * Copies and patches the sources.
   *
   * @throws DkmsException when a patch is missing (5) or fails (6)
   */
  void prepare(MakeLog log) {
    PackageTree tree = session.tree();
    try {
      AtomicFiles.deleteTree(tree.build(version));
      AtomicFiles.copyTree(tree.source(version), tree.build(version));
      OutsideLinks.replace(tree.source(version), tree.build(version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    conf.patches().forEach(patch -> patch(patch, log));
  }

  private void patch(String patch, MakeLog log) {
    DkmsOutput output = session.output();
    Dialect dialect = output.dialect();
    Path build = session.tree().build(version);
    String shown = session.tree().shown(version) + "/" + PackageTree.BUILD;
    if (("/" + patch + "/").contains("/../")) {
      throw new DkmsException(
          5, "Patch " + patch + " as specified in dkms.conf contains '..' path component.");
    }
    if (!Files.exists(build.resolve("patches").resolve(patch))) {
      throw new DkmsException(
          5,
          dialect.sentence("Patch " + patch + " as specified in dkms.conf cannot be"),
          "found in " + shown + "/patches/.");
    }
    StringBuilder said = new StringBuilder();
    output.begin(dialect.patchStep(patch));
    MakeLog.Clock clock = MakeLog.Clock.begin();
    int status =
        LoggedProgram.run(
            List.of("patch", "-p1", "-i", "patches/" + patch),
            build,
            line -> said.append(line).append('\n'));
    String command = "patch -p1 < ./patches/" + patch;
    log.add(dialect.patchStep(patch), command, said.toString(), status, clock);
    if (!dialect.logsScripts()) {
      output.raw().say(said.toString());
    }
    output.end(status, command);
    if (status != 0) {
      throw new DkmsException(6, dialect.patchFailed(patch, shown).toArray(String[]::new));
    }
  }

  /** Installs the prepared sources, in place of those of another version or for another kernel. */
  void install() {
    install(recipe(session.tree().build(version)));
  }

  /** The same with another recipe. */
  void install(BuildRecipe recipe) {
    Host host = session.host();
    Path build = session.tree().build(version);
    try {
      Path components = build.resolve(COMPONENTS);
      writeComponents(components, recipe);
      writeMakefile(build);
      boolean _ =
          UnderStateLock.run(
              session.caller(),
              () -> {
                displace();
                requireOurs();
                Installation installation = new Installation(host, family());
                if (isInstalled()) {
                  installation.update(components, build).stream()
                      .map(Problem::toString)
                      .forEach(session.caller()::say);
                } else {
                  installation.add(components, build);
                }
                Transaction planned = Transaction.begin(host);
                plan(conf.builts(), planned);
                planned.commit();
                FilesBefore.made(host, version.name(), plans());
                return true;
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an administrator may change while the build runs. */
  private List<Path> plans() {
    return Families.modules(session.host(), family()).stream()
        .map(module -> session.host().path(Layout.system(module)))
        .toList();
  }

  /** Another package that makes these modules alone has no use for its component files now. */
  private void displace() throws IOException {
    for (String other : displaced()) {
      new Installation(session.host(), other).withdraw();
    }
  }

  private Set<String> displaced() {
    Host host = session.host();
    List<String> own = conf.builts();
    Set<String> displaced = new LinkedHashSet<>();
    for (String module : own) {
      Path master = host.path(Layout.master(module));
      if (!Files.exists(master) || !PackageComponents.isMade(Texts.read(master))) {
        continue;
      }
      String other = Families.of(host, module);
      if (!other.equals(family()) && own.containsAll(Families.modules(host, other))) {
        displaced.add(other);
      }
    }
    return displaced;
  }

  private boolean isInstalled() {
    return Files.exists(session.host().entry(Layout.master(family())), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Never replaces what somebody has installed in another way.
   *
   * @throws DkmsException when somebody has (6)
   */
  void requireOurs() {
    Path master = session.host().path(Layout.master(family()));
    if (isInstalled() && !PackageComponents.isOf(Texts.read(master), version.name())) {
      throw new DkmsException(
          6,
          "A module "
              + family()
              + " is installed, and not by the package "
              + version.name()
              + ": "
              + master,
          "'kminstall -d " + family() + "' removes it.");
    }
  }

  private void writeComponents(Path directory, BuildRecipe recipe) throws IOException {
    AtomicFiles.deleteTree(directory);
    Files.createDirectory(directory);
    List<String> others = others();
    NewFiles.write(directory.resolve(ComponentNames.MASTER), master(recipe, others));
    NewFiles.write(directory.resolve(ComponentNames.SYSTEM), PackageComponents.system(true));
    for (String other : others) {
      NewFiles.write(
          directory.resolve(ComponentNames.system(other)), PackageComponents.system(false));
    }
  }

  /** Modules of the family that this configuration doesn't make and some kernel has. */
  List<String> others() {
    List<String> names = conf.builts();
    return Families.modules(session.host(), family()).stream()
        .filter(module -> !names.contains(module))
        .filter(module -> isRegistered(module) || PlannedOut.is(session.host(), module))
        .toList();
  }

  /** The text of the master file. */
  String master(BuildRecipe recipe, List<String> others) {
    return PackageComponents.master(version, kernel, family(), conf, recipe, others, needed());
  }

  /** The registered modules of the packages that {@code BUILD_DEPENDS} names. */
  private List<String> needed() {
    FunctionSet set = new FunctionSet(session.host(), kernel.release());
    return conf.needs().stream()
        .map(PackageComponents::family)
        .flatMap(family -> Families.modules(session.host(), family).stream())
        .filter(set::knows)
        .toList();
  }

  private boolean isRegistered(String module) {
    return FunctionSet.all(session.host()).stream().anyMatch(set -> set.knows(module));
  }

  /** Whether DKMS's usual command has nothing to build with. */
  boolean lacksMakefile() {
    Path source = session.tree().source(version);
    return conf.make().isBlank()
        && conf.scripts().preBuild().isBlank()
        && conf.patches().isEmpty()
        && !hasMakefile(source);
  }

  private static boolean hasMakefile(Path tree) {
    return ComponentNames.MAKEFILES.stream().anyMatch(name -> Files.exists(tree.resolve(name)));
  }

  /** One that isn't the kernel's build system's must be told from a tree of the DLKM interface. */
  private static void writeMakefile(Path build) throws IOException {
    if (!hasMakefile(build)) {
      NewFiles.write(build.resolve(KBUILD), OWN_KBUILD);
    }
  }

  private BuildRecipe recipe(Path build) {
    List<String> commands = new ArrayList<>();
    if (!hasMakefile(build) && !lacksMakefile()) {
      commands.add(WITHOUT_OWN);
    }
    String prepare = preparation();
    if (!prepare.isEmpty()) {
      commands.add(prepare);
    }
    BuildRecipe recipe =
        BuildRecipe.of(
            conf.make(),
            String.join("; ", commands),
            session.output().dialect().beforeMake(),
            recipePlaces());
    BuildPreparation preparation = session.preparation();
    return recipe.with(
        recipe.hasPrograms()
            ? preparation.ofMaster(session, kernel)
            : preparation.environment(session, kernel),
        kernel.release());
  }

  private BuildRecipe.Places recipePlaces() {
    String tree = session.tree().shown(version) + "/" + PackageTree.BUILD;
    return new BuildRecipe.Places(
        tree, session.reader().headers(kernel.release()), kernel.release());
  }

  /** How many jobs the build has at once, as its command line says; empty for as many as usual. */
  OptionalInt jobs() {
    return BuildRecipe.jobs(conf.make(), wantedJobs(), recipePlaces());
  }

  private String wantedJobs() {
    return session.request().jobs().orElseGet(() -> session.framework(kernel).jobs()).strip();
  }

  /** DKMS's command, as its log and its messages have it. */
  String command() {
    String make = conf.make().strip();
    if (make.isEmpty()) {
      make =
          "make -C "
              + session.reader().headers(kernel.release())
              + " M="
              + session.tree().shown(version)
              + "/"
              + PackageTree.BUILD;
    }
    return make.startsWith("make")
        ? "make -j"
            + wantedJobs()
            + " KERNELRELEASE="
            + kernel.release()
            + make.substring("make".length())
        : make;
  }

  /** Whether a program of the package's own runs before the build. */
  boolean prepares() {
    String script = conf.scripts().preBuild().strip();
    return !script.isEmpty()
        && Files.isExecutable(session.tree().build(version).resolve(script.split("\\s+", 2)[0]));
  }

  /** Says that a program before the build can't be run, where there is one. */
  void tellUnready() {
    if (!conf.scripts().preBuild().isBlank() && !prepares()) {
      session.output().say("");
      session.output().warn("The pre_build script is not executable.");
    }
  }

  private String preparation() {
    String script = conf.scripts().preBuild().strip();
    return prepares() ? PreBuild.command(script, session.output().dialect()) : "";
  }

  /** Adds to a change that these modules of the package are planned to be built, and only those. */
  void plan(List<String> names, Transaction transaction) throws IOException {
    Host host = session.host();
    for (String module : Families.modules(host, family())) {
      boolean wanted = names.contains(module);
      Path file = host.path(Layout.system(module));
      if (InstalledModule.system(host, module).isConfigured() != wanted) {
        String text = SystemText.set(Texts.read(file), "$CONFIGURE", wanted ? "Y" : "N");
        Transaction _ = transaction.write(file, text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** All that {@link #install} may change and a build's end, there or not. */
  Set<Path> places() {
    Host host = session.host();
    Set<String> own = new LinkedHashSet<>(Families.modules(host, family()));
    own.addAll(conf.builts());
    Set<Path> places = new Installation(host, family()).places(own);
    BuildArea area = new BuildArea(new FunctionSet(host, kernel.release()));
    own.forEach(module -> places.addAll(area.places(module)));
    for (String other : displaced()) {
      places.addAll(new Installation(host, other).places(Families.modules(host, other)));
    }
    return places;
  }
}
