package dlkm.dkms;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.component.Texts;
import dlkm.conf.ComponentNames;
import dlkm.conf.SystemText;
import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.install.Installation;
import dlkm.problem.Problem;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * The sources of a package on their way to being a family of installed modules: copied to the build
 * directory, patched, with component files made for one kernel, and installed.
 */
record PackageSources(
    DkmsSession session, PackageVersion version, KernelTarget kernel, DkmsConf conf) {

  /** The name that the package is installed under. */
  String family() {
    return PackageComponents.family(version.name());
  }

  /**
   * Copies and patches the sources.
   *
   * @throws DkmsException when there are none (8), or a patch is missing (5) or fails (6)
   */
  void prepare() {
    PackageTree tree = session.tree();
    Path source = tree.source(version);
    String shown = tree.shown(version) + "/" + PackageTree.SOURCE;
    if (DirectoryNames.of(source).size() < 2) {
      throw new DkmsException(
          8,
          "The directory " + shown + " does not appear to have module source located within it.",
          "Build halted.");
    }
    try {
      AtomicFiles.deleteTree(tree.build(version));
      AtomicFiles.copyTree(source, tree.build(version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    conf.patches().forEach(this::patch);
  }

  private void patch(String patch) {
    Path build = session.tree().build(version);
    String shown = session.tree().shown(version) + "/" + PackageTree.BUILD;
    if (!Files.exists(build.resolve("patches").resolve(patch))) {
      throw new DkmsException(
          5,
          " Patch " + patch + " as specified in dkms.conf cannot be",
          "found in " + shown + "/patches/.");
    }
    int status =
        LoggedProgram.run(
            List.of("patch", "-p1", "-i", "patches/" + patch), build, session.output().err());
    session
        .output()
        .say(
            "applying patch "
                + patch
                + "..."
                + (status == 0 ? "" : "(bad exit status: " + status + ")"));
    if (status != 0) {
      throw new DkmsException(
          6,
          "Application of patch " + patch + " failed.",
          "Check " + shown + " for more information.");
    }
  }

  /** Installs the prepared sources, in place of those of another version or for another kernel. */
  void install() {
    Host host = session.host();
    Path build = session.tree().build(version);
    try {
      writeComponents(build);
      boolean _ =
          UnderStateLock.run(
              session.caller(),
              () -> {
                requireOurs();
                Installation installation = new Installation(host, family());
                if (isInstalled()) {
                  installation.update(build).stream()
                      .map(Problem::toString)
                      .forEach(session.caller()::say);
                } else {
                  installation.add(build);
                }
                plan(conf.modules().stream().map(DkmsConf.Module::built).toList());
                return true;
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isInstalled() {
    return Files.exists(session.host().entry(Layout.master(family())), LinkOption.NOFOLLOW_LINKS);
  }

  /** Never replaces what somebody has installed in another way. */
  private void requireOurs() {
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

  private void writeComponents(Path build) throws IOException {
    for (String name : List.of(ComponentNames.MASTER, ComponentNames.SYSTEM)) {
      if (Files.exists(build.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        throw new DkmsException(
            8,
            "The sources of " + version + " have a file '" + name + "' at their top.",
            "Give it another name: a component file of that name is made there.");
      }
    }
    BuildRecipe recipe = recipe(build);
    List<String> names = conf.modules().stream().map(DkmsConf.Module::built).toList();
    List<String> others =
        Families.modules(session.host(), family()).stream()
            .filter(module -> !names.contains(module) && isRegistered(module))
            .toList();
    Files.writeString(
        build.resolve(ComponentNames.MASTER),
        PackageComponents.master(version, family(), conf, recipe, others, needed()));
    Files.writeString(build.resolve(ComponentNames.SYSTEM), PackageComponents.system(true));
    for (String other : others) {
      Files.writeString(
          build.resolve(ComponentNames.system(other)), PackageComponents.system(false));
    }
    writeMakefile(build, recipe.directory());
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

  /** A tree whose makefiles are not at its top has one there that leads to them. */
  private static void writeMakefile(Path build, String directory) throws IOException {
    if (!directory.isEmpty()) {
      for (String makefile : ComponentNames.MAKEFILES) {
        Files.deleteIfExists(build.resolve(makefile));
      }
      Files.writeString(build.resolve("Kbuild"), "obj-m := " + directory + "/\n");
    } else if (ComponentNames.MAKEFILES.stream()
        .noneMatch(name -> Files.exists(build.resolve(name)))) {
      Files.writeString(build.resolve("Kbuild"), "# the package's own command builds it\n");
    }
  }

  private BuildRecipe recipe(Path build) {
    String tree = session.tree().shown(version) + "/" + PackageTree.BUILD;
    BuildRecipe.Places places =
        new BuildRecipe.Places(tree, session.reader().headers(kernel.release()), kernel.release());
    return BuildRecipe.of(conf.make(), preparation(build), places);
  }

  private String preparation(Path build) {
    String script = conf.scripts().preBuild();
    if (script.isBlank()) {
      return "";
    }
    if (!Files.isExecutable(build.resolve(script.strip().split("\\s+", 2)[0]))) {
      session.output().warn("The pre_build script is not executable.");
      return "";
    }
    return script;
  }

  /** These modules of the package are planned to be built, and only those. */
  void plan(List<String> names) throws IOException {
    for (String module : Families.modules(session.host(), family())) {
      boolean wanted = names.contains(module);
      Path file = session.host().path(Layout.system(module));
      if (InstalledModule.system(session.host(), module).isConfigured() != wanted) {
        AtomicFiles.write(file, SystemText.set(Texts.read(file), "$CONFIGURE", wanted ? "Y" : "N"));
      }
    }
  }
}
