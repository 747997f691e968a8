package dlkm.dkms;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The kernel that is built for.
 *
 * @param arch as {@code uname -m} prints it; of the tree's directories alone
 */
public record KernelTarget(String release, String arch) {

  /** The variables by which programs of a package learn what they are run for, as with DKMS. */
  Map<String, String> environment(PackageVersion version) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("module", version.name());
    variables.put("module_version", version.version());
    variables.put("kernelver", release);
    variables.put("arch", arch);
    return variables;
  }

  @Override
  public String toString() {
    return release + "/" + arch;
  }
}
