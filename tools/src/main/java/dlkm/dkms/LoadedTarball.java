package dlkm.dkms;

import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.FileContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An unpacked archive of {@code mktarball}: a package's sources or, in their place, its
 * configuration alone; and modules that were built elsewhere, which {@code install} takes as they
 * are.
 */
record LoadedTarball(DkmsSession session, String archive) {

  /**
   * Puts the sources and the modules in their places.
   *
   * @throws DkmsException when it isn't one (7), or the package is added already (8)
   */
  PackageVersion load(Path directory) throws IOException {
    Path built = directory.resolve(PackageTarball.BUILT);
    PackageVersion version = sources(directory);
    for (String release : directories(built)) {
      for (String arch : directories(built.resolve(release))) {
        modules(built.resolve(release).resolve(arch), version, new KernelTarget(release, arch));
      }
    }
    return version;
  }

  /** Those of kernels and architectures; the archives of older versions have files beside them. */
  private static List<String> directories(Path directory) throws IOException {
    return DirectoryNames.of(directory).stream()
        .filter(name -> Files.isDirectory(directory.resolve(name), LinkOption.NOFOLLOW_LINKS))
        .sorted()
        .toList();
  }

  /**
   * Looks at all of it before something is written. Modules and logs are files: a link would have
   * root copy what it leads to.
   *
   * @throws DkmsException when something can't be taken (7)
   */
  void requirePlain(Path directory) throws IOException {
    Path built = directory.resolve(PackageTarball.BUILT);
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path member : (Iterable<Path>) all::iterator) {
        boolean ofBuild = member.startsWith(built);
        String name = directory.relativize(member).toString();
        boolean isDirectory = Files.isDirectory(member, LinkOption.NOFOLLOW_LINKS);
        if (Files.isSymbolicLink(member)) {
          require(!ofBuild, name, "is a symbolic link");
        } else if (!isDirectory) {
          boolean isFile = Files.isRegularFile(member, LinkOption.NOFOLLOW_LINKS);
          require(isFile, name, "is no file, directory or link");
        }
      }
    }
  }

  private void require(boolean holds, String member, String what) {
    if (!holds) {
      throw new DkmsException(
          7, member + " " + what + ".", archive + " is not a valid DKMS tarball.");
    }
  }

  private PackageVersion sources(Path directory) throws IOException {
    Path sources = directory.resolve(PackageTarball.SOURCES);
    if (PackageAddition.hasConf(sources, directory)) {
      return new PackageAddition(session).copyChecked(sources, this::begin);
    }
    Path binaries = directory.resolve(PackageTarball.BINARIES);
    if (!PackageAddition.hasConf(binaries, directory)) {
      throw new DkmsException(
          7,
          "No valid dkms.conf in dkms_source_tree or dkms_binaries_only.",
          archive + " is not a valid DKMS tarball.");
    }
    PackageVersion version = new PackageAddition(session).named(binaries);
    begin(version);
    if (!session.tree().hasSources(version)) {
      String shown = session.tree().shown(version) + "/" + PackageTree.SOURCE;
      session.output().say("Creating " + shown);
      session.output().say("Copying dkms.conf to " + shown + " ...");
      Path own = Files.createDirectories(session.host().entry(shown));
      AtomicFiles.write(
          own.resolve(PackageTree.CONF), FileContent.bytes(binaries.resolve(PackageTree.CONF)));
    }
    return version;
  }

  private void begin(PackageVersion version) {
    String name = session.output().dialect().name(version);
    if (session.tree().isAdded(version) && !session.request().flags().force()) {
      throw new DkmsException(8, name + " is already added!", "Aborting.");
    }
    session.output().say("");
    session.output().say("Loading tarball for " + name);
  }

  /** All of a kernel's modules are there, or nothing. */
  private void modules(Path from, PackageVersion version, KernelTarget kernel) throws IOException {
    String shown = session.tree().shown(version, kernel);
    Path to = session.tree().built(version, kernel);
    if (Files.exists(to) && !session.request().flags().force()) {
      session.output().warn(shown + " already exists. Skipping...");
      return;
    }
    session.output().say("Loading " + shown + "...");
    Path aside = AtomicFiles.aside(to.resolveSibling(to.getFileName() + ".new"));
    AtomicFiles.deleteTree(aside);
    Files.createDirectories(to.getParent());
    AtomicFiles.copyTree(from, aside);
    // Another machine's list says nothing of this one's builds.
    Files.deleteIfExists(aside.resolve(PackageTree.MODULES));
    AtomicFiles.deleteTree(to);
    Files.move(aside, to);
  }
}
