package dlkm.dkms;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.component.Texts;
import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.install.Removal;
import dlkm.installedkernel.ModuleFiles;
import dlkm.kernel.LoadedModules;
import dlkm.modname.ModuleName;
import dlkm.modtree.ModuleTree;
import dlkm.problem.ProblemException;
import dlkm.update.UnderStateLock;
import dlkm.update.Unregistration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code dkms uninstall}, {@code unbuild} and {@code remove}.
 *
 * @param indexedLater whether the index is told of once for several packages
 */
record PackageRemoval(DkmsSession session, PackageVersion version, boolean indexedLater) {

  /** One after which the index is told to be made at once. */
  PackageRemoval(DkmsSession session, PackageVersion version) {
    this(session, version, false);
  }

  /** Directories of a version that are no kernel's. */
  private static final Set<String> OTHERS =
      Set.of("build", "tarball", "driver_disk", "rpm", "deb", "source");

  /** Uninstalls from the kernel, where it is installed. */
  void uninstallOnce(KernelTarget kernel) {
    if (session.isInstalled(version, kernel) || isLeft(kernel)) {
      uninstall(kernel);
    } else {
      skip("installed", kernel);
    }
  }

  /** Whether an installation was cut off, or its build is gone: its modules are registered. */
  private boolean isLeft(KernelTarget kernel) {
    // Another architecture's directories are names for one kernel's modules.
    boolean other =
        session.tree().kernels(version, kernel.release(), "").stream()
            .anyMatch(one -> !one.equals(kernel) && session.tree().isActive(version, one));
    return !other
        && session
            .tree()
            .activeVersion(version.name(), kernel)
            .map(version.version()::equals)
            .orElse(true)
        && PackageComponents.isOf(master(), version)
        && !registered(kernel).isEmpty();
  }

  private String master() {
    return Texts.readOrEmpty(
        session.host().path(Layout.master(PackageComponents.family(version.name()))));
  }

  /**
   * Those of its component files; where a later build of another package took their place, its own.
   */
  private List<String> modules(KernelTarget kernel) {
    if (PackageComponents.isOf(master(), version.name())) {
      return Families.modules(session.host(), PackageComponents.family(version.name()));
    }
    try {
      return session.reader().read(version, kernel).modules().stream()
          .map(DkmsConf.Module::built)
          .filter(this::isManaged)
          .toList();
    } catch (DkmsException e) {
      return session.dests(version, kernel).stream().filter(this::isManaged).toList();
    }
  }

  /** Deletes what was built for the kernel, where something was. */
  void unbuildOnce(KernelTarget kernel) {
    if (session.isBuilt(version, kernel)) {
      unbuild(kernel);
    } else {
      skip("built", kernel);
    }
  }

  private void skip(String state, KernelTarget kernel) {
    session
        .output()
        .say(
            "Module "
                + dialect().skippedName(version)
                + " is not "
                + state
                + " for kernel "
                + kernel.release()
                + " ("
                + kernel.arch()
                + "). Skipping...");
  }

  private Dialect dialect() {
    return session.output().dialect();
  }

  private void uninstall(KernelTarget kernel) {
    DkmsOutput output = session.output();
    output.say(dialect().uninstalling(version, kernel));
    output.say("Before uninstall, this module version was ACTIVE on this kernel.");
    List<String> dests = session.dests(version, kernel);
    try {
      boolean _ = UnderStateLock.run(session.caller(), () -> takeOut(kernel, dests));
    } catch (ProblemException e) {
      throw new DkmsException(6, e.getMessage(), version + " stays installed.");
    }
    new ReplacedModules(session, version, kernel).restore(dests);
    after(kernel);
    if (!indexedLater) {
      output.say(dialect().indexed());
    }
  }

  /** Tells of an uninstallation that is a part of an installation, and takes nothing out. */
  void announce(KernelTarget kernel) {
    session.output().say(dialect().uninstalling(version, kernel));
    session.output().say("Before uninstall, this module version was ACTIVE on this kernel.");
    session.dests(version, kernel).forEach(dest -> tell(kernel, dest));
    after(kernel);
    session.output().say(dialect().indexed());
  }

  private void tell(KernelTarget kernel, String dest) {
    String modules = "/lib/modules/" + kernel.release();
    String file = dest + PackageTree.KO + ModuleSuffix.of(session.host(), kernel.release());
    boolean there = !own(kernel, dest).isEmpty();
    session
        .output()
        .say(
            there
                ? dialect().deleted(modules + "/" + Layout.DKMS_LINKS, file)
                : dialect().notFound(modules, file));
    new ReplacedModules(session, version, kernel).announce(dest);
  }

  private void after(KernelTarget kernel) {
    int _ =
        session
            .script()
            .run(
                "post_remove",
                postRemove(kernel),
                session.tree().shown(version) + "/" + PackageTree.SOURCE);
  }

  /** A package whose configuration is gone can be removed nevertheless. */
  private String postRemove(KernelTarget kernel) {
    try {
      return session.reader().read(version, kernel).scripts().postRemove();
    } catch (DkmsException e) {
      session.output().warn(e.lines().toArray(String[]::new));
      return "";
    }
  }

  private boolean takeOut(KernelTarget kernel, List<String> dests) throws IOException {
    Unregistration unregistration =
        new Unregistration(session.kernel(kernel), session.caller(), this::isManaged);
    List<String> modules = registered(kernel);
    boolean now = !modules.isEmpty() && !isLoaded(kernel, modules);
    if (now) {
      unregistration.prepare(modules);
    } else if (!modules.isEmpty()) {
      unregistration.atShutdown(modules);
      session
          .caller()
          .say(String.join(" ", modules) + ": loaded: unregistered at the next shutdown");
    }
    // Before the index is written: it must not find them.
    List<Path> links = BuiltFiles.links(session.tree(), kernel, modules);
    boolean files = isIndexed(kernel, links);
    for (String dest : dests) {
      tell(kernel, dest);
      List<Path> installed = own(kernel, dest);
      for (Path file : installed) {
        files |= !Files.isSymbolicLink(file);
        Files.delete(file);
      }
    }
    for (Path link : links) {
      Files.deleteIfExists(link);
    }
    if (now) {
      unregistration.commit();
    }
    deleteIfEmpty(session.tree().installed(kernel, "x").getParent());
    Files.deleteIfExists(session.tree().active(version.name(), kernel));
    if (files) {
      new ModuleTree(session.host(), kernel.release())
          .index(problem -> session.caller().say(problem.toString()));
    }
    return true;
  }

  /** A depmod of the whole kernel enters the links too. */
  private boolean isIndexed(KernelTarget kernel, List<Path> links) {
    Set<String> names = new HashSet<>();
    links.forEach(link -> names.add(ModuleName.ofFile(link.getFileName().toString())));
    ModuleFiles index = ModuleFiles.read(session.host(), kernel.release(), names);
    return names.stream()
        .flatMap(name -> index.relative(name).stream())
        .anyMatch(path -> path.startsWith(Layout.DKMS_LINKS));
  }

  private static void deleteIfEmpty(Path directory) throws IOException {
    if (Files.isDirectory(directory) && DirectoryNames.of(directory).isEmpty()) {
      Files.delete(directory);
    }
  }

  /** The files that the module is installed as, unless another package put them there. */
  private List<Path> own(KernelTarget kernel, String dest) {
    return new ModuleOwner(session, version, kernel).isAnothers(dest)
        ? List.of()
        : BuiltFiles.installed(session.tree(), kernel, dest);
  }

  private List<String> registered(KernelTarget kernel) {
    FunctionSet set = new FunctionSet(session.host(), kernel.release());
    return modules(kernel).stream()
        .filter(set::knows)
        .filter(module -> !isAnothers(kernel, module))
        .toList();
  }

  private boolean isAnothers(KernelTarget kernel, String module) {
    ModuleOwner owner = new ModuleOwner(session, version, kernel);
    return owner.isAnothers(module)
        || BuiltFiles.links(session.tree(), kernel, List.of(module)).stream()
            .map(link -> link.getFileName().toString())
            .filter(name -> name.contains(PackageTree.KO))
            .anyMatch(name -> owner.isAnothers(name.substring(0, name.indexOf(PackageTree.KO))));
  }

  /** A loaded module stays loaded, as with DKMS; its registration ends at the shutdown. */
  private boolean isLoaded(KernelTarget kernel, List<String> modules) {
    return session.kernel(kernel).isRunning()
        && modules.stream()
            .map(ModuleName::kernelForm)
            .anyMatch(name -> LoadedModules.find(session.host(), name).isPresent());
  }

  /** Another package's module stays, as with DKMS, though it can't be loaded then. */
  private boolean isManaged(String dependent) {
    return InstalledModule.isInstalled(session.host(), dependent)
        && InstalledModule.master(session.host(), dependent)
            .linux()
            .managedBy()
            .equals(Optional.of(PackageComponents.TOOL));
  }

  /** Deletes what was built for the kernel. */
  void unbuild(KernelTarget kernel) {
    try {
      Path directory = session.tree().built(version, kernel);
      Path aside = AtomicFiles.aside(directory);
      AtomicFiles.deleteTree(aside);
      if (Files.exists(directory)) {
        Files.move(directory, aside);
      }
      AtomicFiles.deleteTree(aside);
      deleteIfEmpty(directory.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uninstalls and deletes what was built for the kernels. */
  void unbuild(List<KernelTarget> kernels) {
    for (int i = 0; i < kernels.size(); i++) {
      KernelTarget kernel = kernels.get(i);
      if (i > 0) {
        session.output().say(dialect().afterRemoval());
      }
      uninstallOnce(kernel);
      unbuildOnce(kernel);
    }
  }

  /** The same, and forgets the package where nothing of it is built any more. */
  void remove(List<KernelTarget> kernels) {
    for (KernelTarget kernel : kernels) {
      unbuild(List.of(kernel));
      session.output().say(dialect().afterRemoval());
    }
    Path directory = session.tree().directory(version);
    boolean used =
        DirectoryNames.of(directory).stream()
            .filter(name -> !OTHERS.contains(name) && !name.startsWith(AtomicFiles.ASIDE))
            .map(directory::resolve)
            .filter(Files::isDirectory)
            .anyMatch(
                kernel ->
                    DirectoryNames.of(kernel).stream()
                        .anyMatch(name -> !name.startsWith(AtomicFiles.ASIDE)));
    try {
      if (!used) {
        session
            .output()
            .say("Deleting module " + dialect().name(version) + " completely from the DKMS tree.");
        AtomicFiles.deleteTree(directory);
        deleteIfEmpty(directory.getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sweep(session);
  }

  /**
   * Deletes the component files of packages that are not added any more, unless a kernel has them.
   */
  static void sweep(DkmsSession session) {
    Host host = session.host();
    for (String family : families(host)) {
      boolean added =
          session.tree().names("").stream()
              .filter(name -> PackageComponents.isOf(text(host, family), name))
              .anyMatch(name -> !session.tree().added(name, "").isEmpty());
      List<String> modules = Families.modules(host, family);
      boolean known =
          FunctionSet.all(host).stream().anyMatch(set -> modules.stream().anyMatch(set::knows));
      if (!added && !known) {
        boolean _ =
            UnderStateLock.run(
                session.caller(),
                () -> {
                  // As with DKMS, not a word of others that need it.
                  new Removal(session.caller(), family, _ -> {}).run();
                  return true;
                });
      }
    }
  }

  private static String text(Host host, String family) {
    return Texts.read(host.path(Layout.master(family)));
  }

  /** The families whose component files were made for a package. */
  static List<String> families(Host host) {
    List<String> families = new ArrayList<>();
    for (String name : DirectoryNames.of(host.path(Layout.MASTERS))) {
      Path file = host.path(Layout.master(name));
      if (Files.isRegularFile(file)
          && Families.of(host, name).equals(name)
          && PackageComponents.isMade(text(host, name))) {
        families.add(name);
      }
    }
    return families;
  }
}
