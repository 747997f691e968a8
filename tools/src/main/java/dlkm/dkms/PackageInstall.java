package dlkm.dkms;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.IndexFiles;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import dlkm.kernel.LoadedModules;
import dlkm.modname.ModuleName;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.Candidate;
import dlkm.update.ModuleUpdate;
import dlkm.update.UnderStateLock;
import dlkm.update.UpdateTiming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code dkms install}: registers a package's built modules with their kernel, all of them or none.
 * Loaded modules that are not in use are replaced; an update of others is held until shutdown.
 */
record PackageInstall(DkmsSession session, PackageVersion version, KernelTarget kernel) {

  /** Installs, unless that was done already; with {@code force} again. */
  void runOnce() {
    if (session.isInstalled(version, kernel)) {
      if (!session.request().flags().force()) {
        session
            .output()
            .say(
                "Module "
                    + version
                    + " already installed on kernel "
                    + kernel.release()
                    + " ("
                    + kernel.arch()
                    + "), skip. You may override by specifying --force.");
        return;
      }
      // What is there stays until the new one takes its place.
      new PackageRemoval(session, version).announce(kernel);
      session.output().say(dialect().betweenReinstallation());
      run(true);
    } else {
      run(false);
    }
  }

  private Dialect dialect() {
    return session.output().dialect();
  }

  /**
   * Installs; builds before where that wasn't done.
   *
   * @throws DkmsException when it can't be, with DKMS's statuses
   */
  void run() {
    run(false);
  }

  /**
   * Installs.
   *
   * @param again whether it is there already, and was told to be taken out
   */
  private void run(boolean again) {
    if (!session.isBuilt(version, kernel)) {
      new PackageBuild(session, version, kernel).run();
    }
    new PackageInstall(ForcedPackages.apply(session, version.name()), version, kernel).put(again);
    new DependentPackages(session, kernel).rebuild();
  }

  private void put(boolean again) {
    if (!Files.isDirectory(session.kernel(kernel).modules())) {
      throw new DkmsException(
          6,
          "The directory /lib/modules/" + kernel.release() + " doesn't exist.",
          "You cannot install a module onto a non-existant kernel.");
    }
    DkmsConf conf = PlannedOut.without(session, session.reader().readStrictly(version, kernel));
    requireFiles(conf);
    if (dialect().preparesFirst()) {
      prepare(conf);
    }
    List<ReplacedModules.Kept> replaced = new ArrayList<>();
    List<DkmsConf.Module> modules = accepted(conf, again, replaced);
    if (modules.isEmpty() && !conf.modules().isEmpty()) {
      if (dialect().failsWithoutModules()) {
        throw new DkmsException(6, "Installation aborted.");
      }
      return;
    }
    new PackageBuild(session, version, kernel).restore(conf);
    try {
      boolean _ = UnderStateLock.run(session.caller(), () -> register(conf, modules, replaced));
    } catch (PartlyDoneException e) {
      if (session.isInstalled(version, kernel)) {
        follow(conf);
      }
      throw e;
    } catch (ProblemException e) {
      PackageSources sources = new PackageSources(session, version, kernel, conf);
      new PackageProblem(sources).of(e).forEach(p -> session.caller().say(p.toString()));
      throw new DkmsException(
          6, "Installation aborted.", version + " stays as it was before, in the built state.");
    }
    follow(conf);
    session.output().say(dialect().indexed());
    new DeviceModules(session).load(kernel);
  }

  /** The package's own program, once its modules are installed. */
  private void follow(DkmsConf conf) {
    int _ =
        session
            .script(version, kernel)
            .run(
                "post_install",
                conf.scripts().postInstall(),
                session.tree().shown(version) + "/" + PackageTree.SOURCE);
  }

  /** Registers again what is installed, after another package's modules were in its place. */
  void reinstate() {
    DkmsConf conf = PlannedOut.without(session, session.reader().read(version, kernel));
    new PackageBuild(session, version, kernel).restore(conf);
    boolean _ =
        UnderStateLock.run(session.caller(), () -> register(conf, conf.modules(), List.of()));
  }

  private void requireFiles(DkmsConf conf) {
    for (DkmsConf.Module module : conf.modules()) {
      if (BuiltFiles.find(session.tree(), version, kernel, module.dest()).isEmpty()) {
        throw new DkmsException(
            6,
            "Missing module "
                + module.dest()
                + " in "
                + session.tree().shown(version, kernel)
                + "/module");
      }
    }
  }

  /** The modules that the kernel doesn't have in the same or a newer version. */
  private List<DkmsConf.Module> accepted(
      DkmsConf conf, boolean again, List<ReplacedModules.Kept> replaced) {
    String suffix = ModuleSuffix.of(session.host(), kernel.release());
    ModuleSanity sanity = new ModuleSanity(session, version, kernel, suffix);
    List<DkmsConf.Module> accepted = new ArrayList<>();
    boolean active = !again && Files.isSymbolicLink(session.tree().active(version.name(), kernel));
    Dialect.Earlier earlier = active ? Dialect.Earlier.OWN : Dialect.Earlier.NOTHING;
    for (DkmsConf.Module module : conf.modules()) {
      String file = module.dest() + PackageTree.KO + suffix;
      session.output().say(dialect().beforeModule(file));
      if (!sanity.accepts(module.dest(), conf.obsoleteBy())) {
        continue;
      }
      if (!dialect().preparesFirst() && module.equals(conf.modules().getFirst())) {
        prepare(conf);
      }
      accepted.add(module);
      if (!active && !isOwn(sanity.present(module.dest()), again)) {
        // DKMS too tells nothing more after the first one.
        earlier = Dialect.Earlier.OTHERS;
      }
      new ReplacedModules(session, version, kernel).found(module.dest()).ifPresent(replaced::add);
      session
          .output()
          .say(
              dialect()
                  .installing(
                      "/lib/modules/" + kernel.release() + "/" + Layout.DKMS_LINKS, file, earlier));
    }
    return accepted;
  }

  /** Whether there is nothing but, where it is installed once more, what it has there itself. */
  private boolean isOwn(List<Path> present, boolean again) {
    Path links = session.tree().installed(kernel, "x").getParent();
    return present.stream().allMatch(file -> again && file.startsWith(links));
  }

  private void prepare(DkmsConf conf) {
    int status =
        session
            .script(version, kernel)
            .run(
                "pre_install",
                conf.scripts().preInstall(),
                session.tree().shown(version) + "/" + PackageTree.SOURCE);
    if (status != 0 && !session.request().flags().force()) {
      throw new DkmsException(
          101, "pre_install failed, aborting install.", "You may override by specifying --force.");
    }
  }

  private boolean register(
      DkmsConf conf, List<DkmsConf.Module> modules, List<ReplacedModules.Kept> replaced)
      throws IOException {
    Transaction transaction = Transaction.begin(session.host());
    transaction.orAbandon(
        () -> {
          register(conf, modules, replaced, transaction);
        });
    PartlyDoneException.after(new IndexFiles(set())::refresh);
    return true;
  }

  private void register(
      DkmsConf conf,
      List<DkmsConf.Module> modules,
      List<ReplacedModules.Kept> replaced,
      Transaction transaction)
      throws IOException {
    List<String> names = conf.with(modules).builts();
    List<Path> there =
        modules.stream()
            .flatMap(m -> BuiltFiles.installed(session.tree(), kernel, m.dest()).stream())
            .toList();
    List<Path> former = former(conf, names);
    boolean indexed =
        !former.isEmpty()
            || there.stream().anyMatch(file -> !Files.isSymbolicLink(file))
            || modules.stream().anyMatch(module -> !module.dest().equals(module.built()));
    PackageFiles files =
        new PackageFiles(
            set(),
            transaction,
            there,
            () -> {
              if (indexed) {
                new IndexFiles(set()).forget();
              }
            });
    new ReplacedModules(session, version, kernel).keep(replaced, transaction);
    String suffix = ModuleSuffix.of(session.host(), kernel.release());
    for (DkmsConf.Module module : modules) {
      link(module, suffix, transaction);
    }
    former.forEach(transaction::delete);
    Transaction _ =
        transaction.link(
            session.tree().active(version.name(), kernel),
            Path.of(version.version() + "/" + kernel));
    if (!names.isEmpty()) {
      new PackageSources(session, version, kernel, conf).plan(names, transaction);
      ModuleUpdate update = new ModuleUpdate(session.kernel(kernel), session.caller(), files);
      report(update.run(Candidate.built(set(), names), mode(names)));
    }
    files.commitAlone();
  }

  /** A module of the kernel's own that is loaded is not unloaded for another one of its name. */
  private UpdateTiming mode(List<String> names) {
    FunctionSet set = set();
    boolean foreign =
        session.kernel(kernel).isRunning()
            && names.stream()
                .filter(name -> set.registry().find(name).isEmpty())
                .map(ModuleName::kernelForm)
                .anyMatch(name -> LoadedModules.find(session.host(), name).isPresent());
    return foreign ? UpdateTiming.SHUTDOWN : UpdateTiming.EITHER;
  }

  private FunctionSet set() {
    return new FunctionSet(session.host(), kernel.release());
  }

  private void report(ModuleUpdate.Result result) {
    if (result instanceof ModuleUpdate.Result.Held held) {
      held.why().stream().map(Problem::toString).forEach(session.caller()::say);
      for (Candidate candidate : held.held()) {
        session
            .caller()
            .say(
                candidate.module()
                    + PackageTree.KO
                    + ": version "
                    + candidate.record().version()
                    + " held until shutdown, kernel "
                    + kernel.release());
      }
    }
  }

  /** The name by which scripts find the module: a link to the registered image. */
  private void link(DkmsConf.Module module, String suffix, Transaction transaction) {
    String file = module.built() + PackageTree.KO;
    Path usual = session.tree().installed(kernel, module.dest());
    Path link = usual.resolveSibling(usual.getFileName() + suffix);
    Transaction _ = transaction.link(link, Layout.dkmsTarget(file));
    for (Path old : BuiltFiles.installed(session.tree(), kernel, module.dest())) {
      if (!old.equals(link)) {
        Transaction _ = transaction.delete(old);
      }
    }
  }

  /** Names that another version had for these modules, and no other package has. */
  private List<Path> former(DkmsConf conf, List<String> modules) {
    ReplacedModules others = new ReplacedModules(session, version, kernel);
    return BuiltFiles.links(session.tree(), kernel, modules).stream()
        .filter(
            link ->
                !conf.dests().contains(BuiltFiles.dest(link))
                    && others.owner(BuiltFiles.dest(link)).isEmpty())
        .toList();
  }

  /** Installs without a failure of its own ending the caller; returns DKMS's status. */
  int tried() {
    return ToldFailure.statusOf(session, this::runOnce, () -> session.isInstalled(version, kernel));
  }
}
