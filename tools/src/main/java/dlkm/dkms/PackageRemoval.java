package dlkm.dkms;

import dlkm.component.Families;
import dlkm.component.Texts;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.IndexFiles;
import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import dlkm.installedkernel.ModuleFiles;
import dlkm.kernel.LoadedModules;
import dlkm.modname.ModuleName;
import dlkm.modtree.ModuleTree;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import dlkm.update.UnderStateLock;
import dlkm.update.Unregistration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
      restoreLeft(kernel);
      skip("installed", kernel);
    }
  }

  /** What an uninstallation that was cut off has not brought back. */
  private void restoreLeft(KernelTarget kernel) {
    ReplacedModules replaced = new ReplacedModules(session, version, kernel);
    if (replaced.areKept() && session.tree().activeVersion(version.name(), kernel).isEmpty()) {
      replaced.restore(session.dests(version, kernel));
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
      return session.reader().read(version, kernel).builts().stream()
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
    List<String> modules = registered(kernel);
    FunctionSet set = new FunctionSet(session.host(), kernel.release());
    List<Path> links = BuiltFiles.links(session.tree(), kernel, modules);
    Set<Path> files = new LinkedHashSet<>(links);
    dests.forEach(dest -> files.addAll(own(kernel, dest)));
    boolean indexed =
        isIndexed(kernel, links) || files.stream().anyMatch(file -> !Files.isSymbolicLink(file));
    Transaction transaction = Transaction.begin(session.host());
    PackageFiles together =
        new PackageFiles(
            set,
            transaction,
            List.of(),
            () -> {
              if (indexed) {
                new IndexFiles(set).outdate();
              }
            });
    transaction.orAbandon(
        () -> {
          takeOut(kernel, modules, together, () -> delete(kernel, dests, files, transaction));
          together.commitAlone();
        });
    if (indexed) {
      PartlyDoneException.after(() -> index(set));
    }
    return true;
  }

  /** Where there is no function set, nobody has noted that the index is outdated. */
  private void index(FunctionSet set) throws IOException {
    if (set.current().isPresent()) {
      new IndexFiles(set).refresh();
    } else {
      new ModuleTree(session.host(), set.release())
          .index(problem -> session.caller().say(problem.toString()));
    }
  }

  private void takeOut(
      KernelTarget kernel, List<String> modules, PackageFiles together, Runnable files) {
    Unregistration unregistration =
        new Unregistration(session.kernel(kernel), session.caller(), this::isManaged, together);
    if (modules.isEmpty()) {
      files.run();
    } else if (isLoaded(kernel, modules)) {
      files.run();
      unregistration.atShutdown(modules);
      session
          .caller()
          .say(String.join(" ", modules) + ": loaded: unregistered at the next shutdown");
    } else {
      unregistration.prepare(modules);
      files.run();
      unregistration.commit();
    }
  }

  private void delete(
      KernelTarget kernel, List<String> dests, Set<Path> files, Transaction transaction) {
    dests.forEach(dest -> tell(kernel, dest));
    files.forEach(transaction::delete);
    Path active = session.tree().active(version.name(), kernel);
    if (Files.isSymbolicLink(active)) {
      Transaction _ = transaction.delete(active);
    }
    Transaction _ = transaction.prune(session.tree().installed(kernel, "x").getParent());
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
    return OwnedModules.isManaged(session.host(), dependent);
  }

  /** Deletes what was built for the kernel. */
  void unbuild(KernelTarget kernel) {
    Path directory = session.tree().built(version, kernel);
    boolean _ =
        UnderStateLock.run(
            session.caller(),
            () -> {
              Transaction.begin(session.host())
                  .delete(directory)
                  .prune(directory.getParent())
                  .commit();
              return true;
            });
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
    if (!used) {
      session
          .output()
          .say("Deleting module " + dialect().name(version) + " completely from the DKMS tree.");
      boolean _ =
          UnderStateLock.run(
              session.caller(),
              () -> {
                Transaction transaction =
                    Transaction.begin(session.host())
                        .delete(directory)
                        .prune(directory.getParent());
                OrphanedComponents.delete(session, Optional.of(version), transaction);
                return true;
              });
    } else {
      OrphanedComponents.sweep(session);
    }
  }
}
