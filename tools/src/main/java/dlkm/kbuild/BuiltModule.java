package dlkm.kbuild;

import dlkm.plan.ModulePlan;
import java.nio.file.Path;

/**
 * A module that kbuild has made, now or earlier from the very same inputs.
 *
 * @param image the file; unsigned
 * @param symvers what it exports, in the form of {@code Module.symvers}
 * @param wrapped whether it speaks the DLKM interface
 * @param reused whether it came out of the cache
 */
public record BuiltModule(
    ModulePlan plan, Path image, String symvers, boolean wrapped, boolean reused) {}
