package dlkm.load;

import dlkm.funcset.FunctionSet;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What can't be done with a module that is static: nobody unloads or unregisters it, and it has no
 * phase (spec §4.2, §4.8, §6.1). A whole configuration and a boot change it.
 */
public final class StaticRule {

  private StaticRule() {}

  /** The refusal of what would take it out of the kernel, or change its phase. */
  public static Problem refusal(String module) {
    return new Problem(
        module,
        "is static: it stays as it is until a boot without it",
        "'kmsystem -l y %1$s; config -M %1$s -u', then reboot".formatted(module));
  }

  /** Why one can't leave the running kernel. */
  public static Problem onlyByBoot(String module) {
    return new Problem(module, "is static: only a boot changes that", "");
  }

  /** Why an update can't be made at once. */
  public static Problem needsBoot(String module) {
    return new Problem(
        module,
        "is static: only a boot changes it",
        "hold the update until shutdown (kmupdate -a)");
  }

  /**
   * Refuses those that are static.
   *
   * @throws ProblemException when there is one
   */
  public static void refuse(FunctionSet set, Collection<String> modules) {
    List<Problem> problems = new ArrayList<>();
    for (String module : modules) {
      if (set.isStatic(module)) {
        problems.add(refusal(module));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }
}
