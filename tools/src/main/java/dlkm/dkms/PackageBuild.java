package dlkm.dkms;

import dlkm.host.AtomicFiles;
import dlkm.host.NewFiles;
import dlkm.kbuild.ImageSigner;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code dkms build}: builds a package's modules for a kernel and keeps them in the tree. */
record PackageBuild(DkmsSession session, PackageVersion version, KernelTarget kernel) {

  /** Builds, unless that was done already; with {@code force} again. */
  void runOnce() {
    if (!session.isBuilt(version, kernel)) {
      run();
    } else if (session.request().flags().force()) {
      session.preparation().begin(session, kernel);
      build();
    } else {
      session
          .output()
          .say(
              "Module "
                  + version
                  + " already built for kernel "
                  + kernel.release()
                  + " ("
                  + kernel.arch()
                  + "), skip. You may override by specifying --force.");
    }
  }

  /**
   * Builds.
   *
   * @throws DkmsException when it can't be, with DKMS's statuses
   */
  void run() {
    session.preparation().begin(session, kernel);
    PackageTree tree = session.tree();
    if (!tree.isAdded(version)) {
      int _ = new PackageAddition(session).add(version);
      if (dialect().looksBeforeBuild()) {
        session.output().say("");
      }
    }
    if (tree.hasBuild(version, kernel) && !session.request().flags().force()) {
      throw new DkmsException(
          3,
          "This module/version has already been built on: " + kernel.release(),
          "Directory "
              + tree.shown(version, kernel)
              + " already exists. Use the dkms remove function before trying to build again.");
    }
    build();
  }

  private Dialect dialect() {
    return session.output().dialect();
  }

  private String shown() {
    return session.tree().shown(version) + "/" + PackageTree.BUILD;
  }

  /** What was built before stays until the new build went well. */
  void build() {
    DkmsConf whole = session.reader().readStrictly(version, kernel);
    if (whole.excluded()) {
      throw dialect().excluded(session.tree().shown(version, kernel) + "/dkms.conf", version);
    }
    DkmsConf conf = PlannedOut.without(session, whole);
    PackageSources sources = new PackageSources(session, version, kernel, conf);
    sources.require();
    ImageSigner signer = session.preparation().of(session, kernel);
    BuildNeeds needs = new BuildNeeds(session, version, kernel, conf);
    needs.require();
    MakeLog log = new MakeLog(dialect(), version, kernel);
    try (BuildAttempt attempt = BuildAttempt.begin(sources)) {
      attempt.run(() -> make(sources, conf, signer, log));
      tellSigned(conf, signer);
      new KeptBuild(session, version, kernel).prepare(conf, log);
      attempt.keep();
      new PostBuild(session, version, kernel, conf).run(log);
    } catch (DkmsException e) {
      leave(log);
      throw e;
    } catch (ProblemException | PartlyDoneException | UncheckedIOException e) {
      clean();
      throw e;
    } catch (IOException e) {
      clean();
      throw new UncheckedIOException(e);
    }
    clean();
    session.output().say(dialect().afterBuild());
  }

  private void make(PackageSources sources, DkmsConf conf, ImageSigner signer, MakeLog log) {
    sources.prepare(log);
    if (conf.modules().isEmpty()) {
      new BuildWithoutModules(session, version, kernel, conf).run(sources, log);
    } else {
      new BuildRun(session, version, kernel, conf).run(sources, signer, log);
    }
  }

  /** DKMS signs modules at their places in its build directory. */
  private void tellSigned(DkmsConf conf, ImageSigner signer) {
    if (!(signer instanceof PackageSigning.Told told)) {
      return;
    }
    for (DkmsConf.Module module : conf.modules()) {
      if (told.results().containsKey(module.built())) {
        String file = shown() + "/" + module.location() + module.built() + PackageTree.KO;
        session.output().say("Signing module " + file);
        told.results().get(module.built()).ifPresent(said -> notSigned(file, said));
      }
    }
  }

  private void notSigned(String file, String said) {
    if (dialect().warnsUnsigned()) {
      session.output().warn("Failed to sign module '" + file + "'!", said);
    } else {
      said.lines().forEach(session.output().err()::say);
    }
  }

  /** The log of a build that failed stays where the messages say. */
  private void leave(MakeLog log) {
    try {
      Path build = Files.createDirectories(session.tree().build(version));
      AtomicFiles.deleteTree(build.resolve(PackageSources.COMPONENTS));
      NewFiles.write(build.resolve("make.log"), log.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts the kept modules into the build area, where something else is there by now: built again,
   * or, where that makes others than the kept ones, as they are. The package's {@code POST_BUILD}
   * or the administrator may have changed them, and sources change.
   */
  void restore(DkmsConf conf) {
    KeptBuild kept = new KeptBuild(session, version, kernel);
    try {
      if (kept.areInBuildArea(conf.modules())) {
        return;
      }
      kept.requireModules(conf.modules());
      try (BuildAttempt attempt =
          BuildAttempt.begin(new PackageSources(session, version, kernel, conf))) {
        attempt.run(() -> restore(conf, kept));
        attempt.end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    clean();
  }

  private void restore(DkmsConf conf, KeptBuild kept) throws IOException {
    BuildRun run = new BuildRun(session, version, kernel, conf);
    if (!kept.isForeign() && run.again()) {
      kept.complete(conf.modules());
    }
    if (!kept.areInBuildArea(conf.modules())) {
      run.ofKept(kept);
    }
  }

  private void clean() {
    try {
      AtomicFiles.deleteTree(session.tree().build(version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
