package dlkm.dkms;

import java.util.Optional;

/**
 * Whose module is installed for a kernel by a name that several packages make. The last one that
 * was installed owns its registration; a package that is merely built owns nothing.
 */
record ModuleOwner(DkmsSession session, PackageVersion version, KernelTarget kernel) {

  /** Whether another package's module is found by the name, so that this one must leave it. */
  boolean isAnothers(String dest) {
    Optional<PackageVersion> other = new ReplacedModules(session, version, kernel).owner(dest);
    return other.isPresent()
        && (!session.tree().isActive(version, kernel)
            || !isInstalled(version, dest) && isInstalled(other.get(), dest));
  }

  private boolean isInstalled(PackageVersion one, String dest) {
    PackageTree tree = session.tree();
    return PackageStatus.isSame(tree, kernel, dest, BuiltFiles.find(tree, one, kernel, dest));
  }
}
