package dlkm.dkms;

import dlkm.component.Families;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.Layout;
import dlkm.kernel.LoadedModules;
import dlkm.modname.ModuleName;
import dlkm.problem.IoFailure;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.Candidate;
import dlkm.update.UnderStateLock;
import dlkm.update.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    if (session.isInstalled(version, kernel) && !session.request().flags().force()) {
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
    run();
  }

  /**
   * Installs; builds before where that wasn't done.
   *
   * @throws DkmsException when it can't be, with DKMS's statuses
   */
  void run() {
    if (!session.isBuilt(version, kernel)) {
      new PackageBuild(session, version, kernel).run();
    }
    if (!Files.isDirectory(session.kernel(kernel).modules())) {
      throw new DkmsException(
          6,
          "The directory /lib/modules/" + kernel.release() + " doesn't exist.",
          "You cannot install a module onto a non-existant kernel.");
    }
    DkmsConf conf = session.reader().read(version, kernel);
    List<DkmsConf.Module> modules = accepted(conf);
    if (modules.isEmpty()) {
      return;
    }
    new PackageBuild(session, version, kernel).restore();
    try {
      boolean _ = UnderStateLock.run(session.caller(), () -> register(conf, modules));
    } catch (ProblemException e) {
      e.problems().stream().map(Problem::toString).forEach(session.caller()::say);
      throw new DkmsException(
          6, "Installation aborted.", version + " stays as it was before, in the built state.");
    }
    int _ =
        session
            .script()
            .run(
                "post_install",
                conf.scripts().postInstall(),
                session.tree().shown(version) + "/" + PackageTree.SOURCE);
    session.output().say("depmod...");
  }

  /** The modules that the kernel doesn't have in the same or a newer version. */
  private List<DkmsConf.Module> accepted(DkmsConf conf) {
    ModuleSanity sanity = new ModuleSanity(session, version, kernel);
    List<DkmsConf.Module> accepted = new ArrayList<>();
    for (DkmsConf.Module module : conf.modules()) {
      session.output().say("");
      session.output().say(module.dest() + PackageTree.KO + ":");
      if (sanity.accepts(module.dest(), conf.obsoleteBy())) {
        accepted.add(module);
      }
    }
    if (!accepted.isEmpty() && accepted.getFirst().equals(conf.modules().getFirst())) {
      prepare(conf);
    }
    return accepted;
  }

  private void prepare(DkmsConf conf) {
    int status =
        session
            .script()
            .run(
                "pre_install",
                conf.scripts().preInstall(),
                session.tree().shown(version) + "/" + PackageTree.SOURCE);
    if (status != 0 && !session.request().flags().force()) {
      throw new DkmsException(
          101, "pre_install failed, aborting install.", "You may override by specifying --force.");
    }
  }

  private boolean register(DkmsConf conf, List<DkmsConf.Module> modules) throws IOException {
    List<String> names = modules.stream().map(DkmsConf.Module::built).toList();
    PackageSources sources = new PackageSources(session, version, kernel, conf);
    sources.plan(names);
    Update update = new Update(session.kernel(kernel), session.caller());
    report(update.run(Families.whole(session.host(), names), mode(names), false));
    for (DkmsConf.Module module : modules) {
      link(module);
    }
    AtomicFiles.link(
        session.tree().active(version.name(), kernel), Path.of(version.version() + "/" + kernel));
    return true;
  }

  /** A module of the kernel's own that is loaded is not unloaded for another one of its name. */
  private Update.Mode mode(List<String> names) {
    FunctionSet set = set();
    boolean foreign =
        session.kernel(kernel).isRunning()
            && names.stream()
                .filter(name -> set.registry().find(name).isEmpty())
                .map(ModuleName::kernelForm)
                .anyMatch(name -> LoadedModules.find(session.host(), name).isPresent());
    return foreign ? Update.Mode.SHUTDOWN : Update.Mode.EITHER;
  }

  private FunctionSet set() {
    return new FunctionSet(session.host(), kernel.release());
  }

  private void report(Update.Result result) {
    switch (result) {
      case Update.Result.Done done -> {
        List<Candidate> all = new ArrayList<>(done.unchanged());
        all.addAll(done.updated());
        all.forEach(candidate -> installed(candidate, "registered"));
      }
      case Update.Result.Held held -> {
        held.why().stream().map(Problem::toString).forEach(session.caller()::say);
        held.held().forEach(candidate -> installed(candidate, "held until shutdown"));
      }
    }
  }

  private void installed(Candidate candidate, String how) {
    session
        .output()
        .say(
            candidate.module()
                + PackageTree.KO
                + ": version "
                + candidate.record().version()
                + " "
                + how
                + ", kernel "
                + kernel.release());
  }

  /** The name by which scripts find the module: a link to the registered image. */
  private void link(DkmsConf.Module module) throws IOException {
    String file = new BuildArea(set()).find(module.built()).orElseThrow().imageFile();
    Path link = session.tree().installed(kernel, module.dest());
    session.output().say("   - Installing to /lib/modules/" + kernel.release() + "/updates/dkms/");
    AtomicFiles.link(link, Layout.dkmsTarget(file));
    for (Path old : BuiltFiles.installed(session.tree(), kernel, module.dest())) {
      if (!old.equals(link)) {
        Files.delete(old);
      }
    }
  }

  /** Installs without a failure of its own ending the caller; returns whether it went well. */
  boolean tried() {
    try {
      runOnce();
      return true;
    } catch (DkmsException e) {
      session.output().error(e.lines().toArray(String[]::new));
      return false;
    } catch (ProblemException | PartlyDoneException e) {
      session.output().error(e.getMessage());
      return false;
    } catch (UncheckedIOException e) {
      session.output().error(IoFailure.words(e.getCause()));
      return false;
    }
  }
}
