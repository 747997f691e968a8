package dlkm.dkms;

/**
 * The kernel that is built for.
 *
 * @param arch as {@code uname -m} prints it; of the tree's directories alone
 */
public record KernelTarget(String release, String arch) {

  @Override
  public String toString() {
    return release + "/" + arch;
  }
}
