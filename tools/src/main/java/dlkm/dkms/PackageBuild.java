package dlkm.dkms;

import dlkm.config.Configure;
import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.Layout;
import dlkm.host.Sha256;
import dlkm.kbuild.Builder;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** {@code dkms build}: builds a package's modules for a kernel and keeps them in the tree. */
record PackageBuild(DkmsSession session, PackageVersion version, KernelTarget kernel) {

  static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss z yyyy", Locale.ROOT);

  /** Builds, unless that was done already; with {@code force} again. */
  void runOnce() {
    if (session.isBuilt(version, kernel)) {
      if (!session.request().flags().force()) {
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
        return;
      }
      build();
      return;
    }
    run();
  }

  /**
   * Builds.
   *
   * @throws DkmsException when it can't be, with DKMS's statuses
   */
  void run() {
    PackageTree tree = session.tree();
    if (!tree.isAdded(version)) {
      PackageVersion _ = new PackageAddition(session).add(version);
    }
    if (tree.hasBuild(version, kernel)) {
      throw new DkmsException(
          3,
          "This module/version has already been built on: " + kernel.release(),
          "Directory "
              + tree.shown(version, kernel)
              + " already exists. Use the dkms remove function before trying to build again.");
    }
    build();
  }

  /** What was built before stays until the new build went well. */
  private void build() {
    PackageTree tree = session.tree();
    DkmsConf conf = session.reader().read(version, kernel);
    if (conf.excluded()) {
      throw new DkmsException(
          77,
          "The "
              + tree.shown(version, kernel)
              + "/dkms.conf for module "
              + version.name()
              + " includes a BUILD_EXCLUSIVE directive which does not match this"
              + " kernel/arch/config.",
          "This indicates that it should not be built.");
    }
    PackageSources sources = new PackageSources(session, version, kernel, conf);
    make(sources, conf);
    keep(conf);
    int _ =
        session
            .script()
            .run(
                "post_build",
                conf.scripts().postBuild(),
                tree.shown(version) + "/" + PackageTree.BUILD);
    clean();
  }

  /** Builds the modules in the build area again, where something else is there by now. */
  void restore() {
    DkmsConf conf = session.reader().read(version, kernel);
    if (conf.modules().stream().allMatch(this::isInBuildArea)) {
      return;
    }
    make(new PackageSources(session, version, kernel, conf), conf);
    conf.modules().forEach(this::refresh);
    clean();
  }

  private boolean isInBuildArea(DkmsConf.Module module) {
    Path built = set().builtImage(module.built());
    Path kept = session.tree().image(version, kernel, module.dest());
    try {
      return Files.exists(built) && Files.exists(kept) && Files.mismatch(built, kept) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refresh(DkmsConf.Module module) {
    try {
      Path kept = session.tree().image(version, kernel, module.dest());
      byte[] image = Files.readAllBytes(set().builtImage(module.built()));
      if (!Files.exists(kept) || !Sha256.of(Files.readAllBytes(kept)).equals(Sha256.of(image))) {
        AtomicFiles.write(kept, image);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FunctionSet set() {
    return new FunctionSet(session.host(), kernel.release());
  }

  private void make(PackageSources sources, DkmsConf conf) {
    requireHeaders();
    try {
      sources.prepare();
      session.output().say("");
      session.output().say("Building module:");
      sources.install();
      deleteLog();
      List<Configure.Built> built =
          new Configure(
                  session.caller(),
                  session.kernel(kernel),
                  session.framework(kernel).signer(session.output()))
              .run(List.of(sources.family()));
      for (Configure.Built module : built) {
        session
            .output()
            .say(
                module.module() + ": built" + (module.fromCache() ? ", from the build cache" : ""));
      }
    } catch (ProblemException e) {
      throw failure(e, conf);
    }
  }

  private void requireHeaders() {
    String release = kernel.release();
    if (!Files.exists(session.host().headers(release, "include"))) {
      throw new DkmsException(
          1,
          "Your kernel headers for kernel "
              + release
              + " cannot be found at /lib/modules/"
              + release
              + "/build or /lib/modules/"
              + release
              + "/source.",
          "Please install the linux-headers-"
              + release
              + " package or use the --kernelsourcedir option to tell DKMS where it's located.");
    }
  }

  private Path log() {
    return session.host().path(Layout.build(kernel.release())).resolve("config.log");
  }

  private void deleteLog() {
    try {
      Files.deleteIfExists(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DkmsException failure(ProblemException e, DkmsConf conf) {
    String shown = session.tree().shown(version) + "/" + PackageTree.BUILD;
    e.problems().stream().map(Problem::toString).forEach(session.caller()::say);
    try {
      Files.createDirectories(session.tree().build(version));
      Files.writeString(session.tree().build(version).resolve("make.log"), log(e.getMessage()));
    } catch (IOException io) {
      throw new UncheckedIOException(io);
    }
    for (DkmsConf.Module module : conf.modules()) {
      if (e.problems().stream().anyMatch(problem -> Builder.isNotMade(problem, module.built()))) {
        return notMade(module, shown);
      }
    }
    return new DkmsException(
        10,
        "Bad return status for module build on kernel: "
            + kernel.release()
            + " ("
            + kernel.arch()
            + ")",
        "Consult " + shown + "/make.log for more information.");
  }

  private DkmsException notMade(DkmsConf.Module module, String shown) {
    return new DkmsException(
        7,
        " Build of "
            + module.built()
            + ".ko failed for: "
            + kernel.release()
            + " ("
            + kernel.arch()
            + ")",
        "Make sure the name of the generated module is correct and at the root of the",
        "build directory, or consult make.log in the build directory",
        shown + " for more information.");
  }

  /** The log of the build as DKMS heads it. */
  private String log(String end) throws IOException {
    String output =
        Files.exists(log()) ? new String(Files.readAllBytes(log()), StandardCharsets.UTF_8) : "";
    return "DKMS make.log for "
        + version.directory()
        + " for kernel "
        + kernel.release()
        + " ("
        + kernel.arch()
        + ")\n"
        + DATE.format(ZonedDateTime.now(ZoneId.systemDefault()))
        + "\n"
        + output
        + (end.isEmpty() ? "" : end + "\n");
  }

  /** Puts the modules and the log into the tree, all of it or nothing. */
  private void keep(DkmsConf conf) {
    Path target = session.tree().built(version, kernel);
    Path aside = AtomicFiles.aside(target.resolveSibling(target.getFileName() + ".new"));
    try {
      AtomicFiles.deleteTree(aside);
      Files.createDirectories(aside.resolve("log"));
      Files.createDirectories(aside.resolve("module"));
      boolean made = Files.exists(log());
      Files.writeString(
          aside.resolve("log/make.log"), log(made ? "" : "taken from the build cache"));
      Files.writeString(aside.resolve("log/modules"), String.join("\n", conf.dests()) + "\n");
      for (DkmsConf.Module module : conf.modules()) {
        Files.copy(
            set().builtImage(module.built()),
            aside.resolve("module").resolve(module.dest() + PackageTree.KO),
            StandardCopyOption.REPLACE_EXISTING);
      }
      AtomicFiles.syncTree(aside);
      new PackageRemoval(session, version).unbuild(kernel);
      Files.createDirectories(target.getParent());
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      AtomicFiles.syncDirectory(target.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
