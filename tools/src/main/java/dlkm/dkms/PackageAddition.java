package dlkm.dkms;

import dlkm.host.AtomicFiles;
import dlkm.sandbox.ReachableDirectories;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** {@code dkms add}: makes a package's sources known. */
record PackageAddition(DkmsSession session) {

  /**
   * Adds what the command line names: a package, or a directory of sources.
   *
   * @return the exit status of the package's own program
   */
  int run() {
    DkmsRequest request = session.request();
    boolean unnamed = request.name().isEmpty() && request.version().isEmpty();
    if (unnamed && !request.place().archive().isEmpty()) {
      return add(new PackageTarball(session).load());
    }
    if (unnamed && !request.place().directory().isEmpty()) {
      return add(copySources(Path.of(request.place().directory())));
    }
    return add(session.named("add"));
  }

  /**
   * Adds a package whose sources are in their place.
   *
   * @return the exit status of its own program
   * @throws DkmsException when it is added already (3), or has no sources (2)
   */
  int add(PackageVersion version) {
    PackageTree tree = session.tree();
    unadded(version);
    String source = tree.shownSource(version);
    if (!Files.isDirectory(tree.host().path(source))) {
      throw new DkmsException(
          2,
          "Could not find module source directory.",
          "Directory: " + source + " does not exist.");
    }
    DkmsConf conf = session.reader().readNew(version, first());
    String link = tree.shown(version) + "/" + PackageTree.SOURCE;
    session.output().say("Creating symlink " + link + " -> " + source);
    try {
      Files.createDirectories(tree.build(version));
      AtomicFiles.commitLink(tree.host().entry(link), Path.of(source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return session
        .script()
        .run("post_add", conf.scripts().postAdd(), tree.shown(version) + "/" + PackageTree.SOURCE);
  }

  /**
   * The package, which isn't added yet.
   *
   * @throws DkmsException when it is (3)
   */
  PackageVersion unadded(PackageVersion version) {
    if (session.tree().isAdded(version) && !session.tree().isBroken(version)) {
      throw new DkmsException(
          3,
          "DKMS tree already contains: " + session.output().dialect().name(version),
          "You cannot add the same module/version combo more than once.");
    }
    return version;
  }

  /** The kernel that the configuration is read for. */
  private KernelTarget first() {
    List<KernelTarget> kernels = session.kernels();
    return kernels.isEmpty()
        ? new KernelTarget(DkmsSession.runningRelease(), "x86_64")
        : kernels.getFirst();
  }

  /**
   * Copies a package's sources to their place.
   *
   * @throws DkmsException when the directory has no valid configuration (9, 10)
   */
  PackageVersion copySources(Path directory) {
    return copySources(directory, directory);
  }

  /**
   * The same.
   *
   * @param within all that is there came together: the configuration may be a link in it
   */
  PackageVersion copySources(Path directory, Path within) {
    try {
      if (!hasConf(directory, within)) {
        String all = directory + " must contain a dkms.conf file!";
        throw Files.isSymbolicLink(directory.resolve(PackageTree.CONF))
            ? new DkmsException(
                9, all, "Its dkms.conf is a link out of it to what not everybody may read.")
            : new DkmsException(9, all);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copyChecked(directory, _ -> {});
  }

  /**
   * The same of a directory that has a configuration, unless a check of the package's name and
   * version refuses it.
   *
   * @param check throws what is to be told
   */
  PackageVersion copyChecked(Path directory, Consumer<PackageVersion> check) {
    PackageTree tree = session.tree();
    try {
      Path from = directory.toRealPath();
      PackageVersion version = named(from);
      check.accept(version);
      Path to = tree.host().path(tree.shownSource(version));
      if (from.equals(to) || isOwn(version, from)) {
        return version;
      }
      if (to.startsWith(from)) {
        throw new DkmsException(
            2, "The sources of " + version + " would be copied into themselves: " + from);
      }
      if (Files.isDirectory(to) && session.request().flags().force()) {
        String name = session.output().dialect().name(version);
        session.output().err().say("\nForcing install of " + name);
        AtomicFiles.deleteTree(to);
      }
      copy(from, to);
      return version;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a directory has a configuration of its own. Others may have made the directory: what a
   * link leads to outside of it, root would read for them, and tell. What everybody may read is
   * none, and what a user's link leads to of his own.
   *
   * @param within what a link may lead to in any case
   */
  static boolean hasConf(Path directory, Path within) throws IOException {
    Path conf = directory.resolve(PackageTree.CONF);
    if (!Files.isRegularFile(conf)) {
      return false;
    }
    Path real = conf.toRealPath();
    return real.startsWith(within.toRealPath())
        || ReachableDirectories.isForAll(real)
        || isOfOneUser(conf, real);
  }

  private static boolean isOfOneUser(Path link, Path file) throws IOException {
    Object owner = Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return !owner.equals(0) && owner.equals(Files.getAttribute(file, "unix:uid"));
  }

  /** The package that the configuration in a directory is of. */
  PackageVersion named(Path directory) {
    DkmsConf conf = session.reader().readIn(directory.toString(), first());
    return new PackageVersion(conf.name(), conf.version());
  }

  private boolean isOwn(PackageVersion version, Path from) {
    return from.equals(session.tree().source(version))
        || from.equals(session.tree().build(version));
  }

  /** All of a new directory is there, or nothing. */
  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      AtomicFiles.copyTree(from, to);
      return;
    }
    Path aside = AtomicFiles.aside(to);
    AtomicFiles.deleteTree(aside);
    Files.createDirectories(to.getParent());
    try (Closeable _ = () -> AtomicFiles.deleteTree(aside)) {
      AtomicFiles.copyTree(from, aside);
      Files.move(aside, to);
    }
  }
}
