package dlkm.dkms;

import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.FileContent;
import dlkm.host.FilesBefore;
import dlkm.host.Layout;
import dlkm.host.NewFiles;
import dlkm.host.Transaction;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The modules of other packages in whose place those of a package are installed. They come back
 * when it is uninstalled. Modules of the kernel's own stay where they are: ours are found before
 * them.
 */
record ReplacedModules(DkmsSession session, PackageVersion version, KernelTarget kernel) {

  private static final String ORIGIN = ".origin";

  /**
   * A module that comes back later.
   *
   * @param file the name of its file
   * @param content its file as it is now
   */
  record Kept(String file, Path content) {}

  /** The module that is found by the name, where another package has it installed; it is told. */
  Optional<Kept> found(String dest) {
    PackageTree tree = session.tree();
    List<Path> present = BuiltFiles.installed(tree, kernel, dest);
    if (!session.output().dialect().keepsReplaced() || present.isEmpty()) {
      return Optional.empty();
    }
    Optional<PackageVersion> owner = owner(dest);
    if (owner.isEmpty() || Files.isSymbolicLink(tree.active(version.name(), kernel))) {
      return Optional.empty();
    }
    String file = present.getFirst().getFileName().toString();
    String shown = place(file);
    session.output().say("Found pre-existing " + shown + ", archiving for uninstallation");
    Path kept = BuiltFiles.find(tree, owner.get(), kernel, dest).orElse(tree.host().path(shown));
    return Optional.of(new Kept(file, kept));
  }

  /** Adds to a change that they are kept, beside those of other kernels. */
  void keep(List<Kept> all, Transaction transaction) throws IOException {
    if (all.isEmpty()) {
      return;
    }
    Path top = top();
    FilesBefore before =
        FilesBefore.keep(
            session.host(), version.name(), List.of(), List.of(AtomicFiles.aside(top)));
    before.end(
        transaction.make(
            top,
            aside -> {
              if (Files.isDirectory(top)) {
                AtomicFiles.copyTree(top, aside);
              }
              Path directory = aside.resolve(top.relativize(directory()));
              Files.createDirectories(directory);
              for (Kept kept : all) {
                NewFiles.write(directory.resolve(kept.file()), FileContent.bytes(kept.content()));
                NewFiles.write(directory.resolve(kept.file() + ORIGIN), place(kept.file()) + "\n");
              }
            }));
  }

  /** The directory of those of all kernels. */
  private Path top() {
    return directory().getParent().getParent();
  }

  private String place(String file) {
    return Layout.dkmsLink(kernel.release(), file);
  }

  private Path directory() {
    return session.host().path(session.tree().originals(version.name(), kernel));
  }

  /** The other package that has a module of that name installed for the kernel. */
  Optional<PackageVersion> owner(String dest) {
    return session.tree().added("", "").stream()
        .filter(other -> !other.name().equals(version.name()))
        .filter(other -> session.tree().isActive(other, kernel))
        .filter(other -> makes(other, dest))
        .findFirst();
  }

  /** One whose configuration can't be read hinders no other. */
  private boolean makes(PackageVersion other, String dest) {
    try {
      return session.dests(other, kernel).contains(dest);
    } catch (DkmsException e) {
      return false;
    }
  }

  /** Tells of the modules that come back. */
  void announce(String dest) {
    for (String name : DirectoryNames.of(directory())) {
      if (name.startsWith(dest + PackageTree.KO) && name.endsWith(ORIGIN)) {
        String file = name.substring(0, name.length() - ORIGIN.length());
        session.output().say("Restoring archived original module " + place(file));
      }
    }
  }

  /** DKMS itself notes no origin, and moves what it keeps, on distributions other than Debian. */
  private boolean hasKernelsOwn() {
    List<String> names = DirectoryNames.of(directory());
    return names.stream()
        .anyMatch(name -> !name.endsWith(ORIGIN) && !names.contains(name + ORIGIN));
  }

  /** Whether there are any. */
  boolean areKept() {
    return Files.isDirectory(directory());
  }

  /** Installs them again. */
  void restore(List<String> dests) {
    if (!areKept()) {
      return;
    }
    FunctionSet set = new FunctionSet(session.host(), kernel.release());
    for (String dest : dests) {
      Optional<PackageVersion> owner = owner(dest);
      if (owner.isPresent() && !set.knows(dest)) {
        new PackageInstall(session.of(owner.get()).silent(), owner.get(), kernel).reinstate();
      }
    }
    if (hasKernelsOwn()) {
      session
          .caller()
          .say(
              session.tree().originals(version.name(), kernel)
                  + ": DKMS has moved modules of the kernel's own there: move them back to "
                  + Layout.modules(kernel.release()));
      return;
    }
    boolean _ = UnderStateLock.run(session.caller(), this::forget);
  }

  private boolean forget() throws IOException {
    Transaction.begin(session.host())
        .delete(directory())
        .prune(directory().getParent())
        .prune(top())
        .commit();
    return true;
  }
}
