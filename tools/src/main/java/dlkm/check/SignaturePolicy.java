package dlkm.check;

import dlkm.installedkernel.InstalledKernel;
import java.util.List;

/**
 * Whether a kernel insists on signed modules, and whose signatures it knows.
 *
 * @param required whether it refuses other modules: by its configuration, its command line or its
 *     lockdown
 * @param keys the names of the keys that it shows; none of a kernel that doesn't run
 */
public record SignaturePolicy(boolean required, List<String> keys) {

  public SignaturePolicy {
    keys = List.copyOf(keys);
  }

  /** The policy of an installed kernel. */
  public static SignaturePolicy of(InstalledKernel kernel) {
    LoadPolicy policy =
        new TargetKernelReader(kernel.host(), kernel.release()).policy(kernel.isRunning());
    return new SignaturePolicy(
        policy.enforced() || policy.lockedDown(),
        policy.keys().stream().map(SignaturePolicy::name).distinct().sorted().toList());
  }

  /** {@code NAME: IDENTIFIER: X509.rsa ...} */
  private static String name(String key) {
    int colon = key.indexOf(": ");
    return colon < 0 ? key : key.substring(0, colon);
  }
}
