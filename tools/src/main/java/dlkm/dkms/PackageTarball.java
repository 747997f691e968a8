package dlkm.dkms;

import dlkm.host.AtomicFiles;
import dlkm.host.Layout;
import dlkm.host.NewFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code dkms mktarball} and {@code ldtarball}: a package's sources in one file, and what was built
 * of them.
 */
record PackageTarball(DkmsSession session) {

  static final String SOURCES = "dkms_source_tree";
  static final String BUILT = "dkms_main_tree";
  static final String BINARIES = "dkms_binaries_only";
  private static final int LONGEST = 200;

  /**
   * Makes an archive.
   *
   * @throws DkmsException when nothing was built for a named kernel (6), or it can't be written
   */
  void make(PackageVersion version) {
    inScratch(
        scratch -> {
          fill(scratch, version);
          write(scratch, version);
          return version;
        });
  }

  private void fill(Path scratch, PackageVersion version) throws IOException {
    DkmsRequest.Flags flags = session.request().flags();
    Path built = Files.createDirectories(scratch.resolve(BUILT));
    if (!flags.sourceOnly()) {
      for (KernelTarget kernel : session.kernels()) {
        if (!session.tree().hasBuild(version, kernel)) {
          throw new DkmsException(
              6,
              "No modules built for " + kernel.release() + " (" + kernel.arch() + ").",
              "Modules must already be in the built state before using mktarball.");
        }
        session
            .output()
            .say(
                "Marking modules for "
                    + kernel.release()
                    + " ("
                    + kernel.arch()
                    + ") for archiving...");
        Path target = built.resolve(kernel.release());
        Files.createDirectories(target);
        AtomicFiles.copyTree(session.tree().built(version, kernel), target.resolve(kernel.arch()));
      }
    }
    session.output().say("");
    if (flags.binariesOnly()) {
      session.output().say("Creating tarball structure to specifically accomodate binaries.");
      Path only = Files.createDirectories(scratch.resolve(BINARIES));
      NewFiles.write(only.resolve("PACKAGE_NAME"), version.name() + "\n");
      NewFiles.write(only.resolve("PACKAGE_VERSION"), version.version() + "\n");
      AtomicFiles.copyContent(
          session.tree().source(version).resolve(PackageTree.CONF), only.resolve(PackageTree.CONF));
    } else {
      session
          .output()
          .say(
              "Marking "
                  + session.tree().shown(version)
                  + "/"
                  + PackageTree.SOURCE
                  + " for archiving...");
      AtomicFiles.copyTree(session.tree().source(version), scratch.resolve(SOURCES));
    }
  }

  private void write(Path scratch, PackageVersion version) throws IOException {
    String given = session.request().place().archive();
    Path typed = Path.of(given);
    String name = given.isEmpty() ? name(version) : typed.getFileName().toString();
    String usual = session.tree().shown(version) + "/tarball";
    boolean here = !given.isEmpty() && typed.getParent() != null;
    Path directory = here ? typed.getParent() : session.tree().host().path(usual);
    session.output().say("");
    session.output().say("Tarball location: " + (here ? directory : usual + "/") + "/" + name);
    Files.createDirectories(directory);
    Path file = directory.resolve(name);
    Path made = scratch.resolveSibling(scratch.getFileName() + "." + name);
    try {
      List<String> command = List.of("tar", "-caf", made.toAbsolutePath().toString(), ".");
      if (LoggedProgram.run(command, scratch, session.output().err()) != 0) {
        throw new DkmsException(6, "Failed to make tarball.");
      }
      Path aside = AtomicFiles.aside(file);
      AtomicFiles.deleteTree(aside);
      NewFiles.copy(made, aside);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      AtomicFiles.deleteTree(made);
    }
  }

  private String name(PackageVersion version) {
    List<String> kernels = new ArrayList<>();
    if (session.request().flags().sourceOnly()) {
      kernels.add("source-only");
    } else {
      for (KernelTarget kernel : session.kernels()) {
        kernels.add("kernel" + kernel.release() + "-" + kernel.arch());
      }
    }
    String list = String.join("-", kernels);
    return version.directory()
        + "-"
        + (list.length() >= LONGEST ? "manykernels" : list)
        + ".dkms.tar.gz";
  }

  /**
   * Unpacks the sources of an archive to their place.
   *
   * @throws DkmsException when the archive isn't there (2) or isn't one (3, 7, 8)
   */
  PackageVersion load() {
    String archive = session.request().place().archive();
    if (archive.isEmpty() || !Files.exists(Path.of(archive))) {
      throw new DkmsException(2, archive + " does not exist.");
    }
    if (archive.endsWith(".rpm")) {
      throw new DkmsException(
          9,
          "Unable to install " + archive + " using rpm.",
          "Check to ensure that your system can install .rpm files.");
    }
    return inScratch(scratch -> load(archive, scratch));
  }

  private PackageVersion load(String archive, Path scratch) throws IOException {
    String file = Path.of(archive).toAbsolutePath().toString();
    List<String> command = List.of("tar", "-xaf", file, "--no-same-owner", "--no-same-permissions");
    if (LoggedProgram.run(command, scratch, session.output().err()) != 0) {
      if (session.output().dialect().looksForConf()) {
        Path _ = found(scratch);
      }
      throw new DkmsException(
          7,
          "No valid dkms.conf in dkms_source_tree or dkms_binaries_only.",
          archive + " is not a valid DKMS tarball.");
    }
    LoadedTarball tarball = new LoadedTarball(session, archive);
    tarball.requirePlain(scratch);
    return Files.exists(scratch.resolve(BUILT))
        ? tarball.load(scratch)
        : new PackageAddition(session).copySources(found(scratch), scratch);
  }

  private static Path found(Path scratch) throws IOException {
    try (var files = Files.walk(scratch)) {
      return files
          .filter(file -> file.endsWith(PackageTree.CONF))
          .sorted()
          .findFirst()
          .map(Path::getParent)
          .orElseThrow(
              () ->
                  new DkmsException(
                      3,
                      "Tarball does not appear to be a correctly formed DKMS archive. No dkms.conf"
                          + " found within it."));
    }
  }

  /** Work in a directory of root's own. */
  private interface Work {
    PackageVersion run(Path scratch) throws IOException;
  }

  private PackageVersion inScratch(Work work) {
    Path cache = session.tree().host().path(Layout.CACHE);
    try {
      Files.createDirectories(cache);
      Path scratch = Files.createTempDirectory(cache, AtomicFiles.ASIDE);
      try {
        return work.run(scratch);
      } finally {
        AtomicFiles.deleteTree(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
