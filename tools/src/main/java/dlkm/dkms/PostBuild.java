package dlkm.dkms;

import dlkm.component.Texts;
import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.NewFiles;
import dlkm.kbuild.Builder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The program of a package that runs after its build. It finds all that the build made where DKMS
 * has it, in the package's build directory, with the modules as they are kept.
 */
record PostBuild(DkmsSession session, PackageVersion version, KernelTarget kernel, DkmsConf conf) {

  /**
   * Runs it, where there is one.
   *
   * @throws DkmsException when it fails, where that counts
   */
  void run(MakeLog log) {
    String script = conf.scripts().postBuild();
    if (script.isBlank()) {
      return;
    }
    String shown = session.tree().shown(version) + "/" + PackageTree.BUILD;
    PackageScript program = session.buildScript(version, kernel);
    try {
      if (!conf.modules().isEmpty()) {
        bring(session.tree().build(version));
      }
      if (!session.output().dialect().logsScripts()) {
        int _ = program.run("post_build", script, shown);
        return;
      }
      int status = program.runLogged("post_build", script, shown, log);
      AtomicFiles.write(
          session.tree().built(version, kernel).resolve("log/make.log"), log.toString());
      if (status != 0) {
        throw session.consult(status, shown);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The engine builds in a directory of its own, and has no more use for it. */
  private void bring(Path build) throws IOException {
    PackageSources sources = new PackageSources(session, version, kernel, conf);
    Path made = BuildRun.engineFile(session, kernel).resolveSibling(sources.family());
    AtomicFiles.deleteTree(build);
    try {
      Files.move(made, build);
    } catch (FileSystemException e) {
      // It is on another file system.
      AtomicFiles.copyTree(made, build);
    }
    deleteOwn(build);
    FunctionSet set = new FunctionSet(session.host(), kernel.release());
    for (DkmsConf.Module module : conf.modules()) {
      Path file = build.resolve(module.location() + module.built() + PackageTree.KO);
      Files.createDirectories(file.getParent());
      NewFiles.copy(set.builtImage(module.built()), file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteOwn(Path build) throws IOException {
    Files.deleteIfExists(build.resolve(Builder.MAKEFILE));
    Path kbuild = build.resolve(PackageSources.KBUILD);
    if (Texts.readOrEmpty(kbuild).equals(PackageSources.OWN_KBUILD)) {
      Files.delete(kbuild);
    }
  }
}
