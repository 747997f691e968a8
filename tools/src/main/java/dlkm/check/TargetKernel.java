package dlkm.check;

import dlkm.host.Host;
import dlkm.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * The kernel that would load the modules, as far as it is known.
 *
 * @param release as {@code uname -r} prints it; empty where only a file of symbols is known
 * @param exports what it and its own modules export
 * @param isComplete whether a symbol that isn't among the exports isn't the kernel's
 * @param vermagic what it compares a module's with
 * @param structSize the bytes of its {@code struct module}; 0 where unknown
 * @param key the key that signed its own modules; empty where unknown
 * @param unknown what couldn't be found out, and therefore isn't checked
 */
public record TargetKernel(
    Host host,
    String release,
    KernelExports exports,
    boolean isComplete,
    KernelConfig config,
    LoadPolicy policy,
    Optional<String> vermagic,
    int structSize,
    String key,
    List<Problem> unknown) {

  public TargetKernel {
    unknown = List.copyOf(unknown);
  }

  /** The kernel as it is after its next boot: modules may be registered while it loads none. */
  TargetKernel afterReboot() {
    return new TargetKernel(
        host,
        release,
        exports,
        isComplete,
        config,
        policy.afterReboot(),
        vermagic,
        structSize,
        key,
        unknown);
  }

  /** The rules of its loader. */
  LoaderRules rules() {
    return LoaderRules.of(release);
  }

  /** Whether the kernel compares symbol CRCs. */
  boolean hasModversions() {
    return config.isKnown()
        ? config.has("MODVERSIONS")
        : vermagic.isEmpty() || vermagic.get().contains(" modversions ");
  }
}
