package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.List;

/**
 * The removal of modules from every kernel and from the machine ({@code kminstall -d}) as one
 * change. Its point of no return is the first unregistration.
 *
 * @param release the kernel that the modules are unregistered from first
 */
public record RemovalCondition(List<String> modules, String release) {

  private static final String KIND = "removal";

  /** It in one line, for the journal. */
  public String line() {
    return KIND + " " + String.join(",", modules) + " " + release;
  }

  /** Whether it has passed the point of no return. */
  public boolean isMade(Caller caller) {
    return known(new FunctionSet(caller.host(), release)).isEmpty();
  }

  private List<String> known(FunctionSet set) {
    return leaving(set, modules);
  }

  /**
   * Finishes a removal that was cut off: unregisters the module from the other kernels.
   *
   * @param line of the journal
   * @return whether the module's files are to be deleted too
   */
  static boolean finish(Caller caller, String line) {
    String[] words = line.split(" ", -1);
    List<String> modules = words.length == 3 ? List.of(words[1].split(",", -1)) : List.of();
    if (modules.isEmpty()
        || !words[0].equals(KIND)
        || !modules.stream().allMatch(ModuleName::isValid)) {
      throw new ProblemException(
          "journal",
          "unknown condition '" + line + "'",
          "delete it if no command of ours wrote it");
    }
    RemovalCondition removal = new RemovalCondition(modules, words[2]);
    if (!removal.isMade(caller)) {
      return false;
    }
    removal.unregisterEverywhere(caller);
    return true;
  }

  /**
   * The modules that leave a kernel's registry: a static one stays in the kernel until its next
   * whole configuration (step 5 of spec §4.1).
   */
  public static List<String> leaving(FunctionSet set, List<String> modules) {
    return modules.stream().filter(set::knows).filter(module -> !set.isStatic(module)).toList();
  }

  private void unregisterEverywhere(Caller caller) {
    for (FunctionSet set : FunctionSet.all(caller.host())) {
      List<String> known = known(set);
      if (!known.isEmpty()) {
        unregister(caller, new InstalledKernel(caller.host(), set.release()), known);
      }
    }
  }

  /** Now, or at that kernel's next shutdown where it keeps the module busy. */
  private static void unregister(Caller caller, InstalledKernel kernel, List<String> known) {
    try {
      new Unregistration(kernel, caller).now(known);
    } catch (PartlyDoneException e) {
      say(caller, e.problems());
    } catch (ProblemException e) {
      say(caller, e.problems());
      new Unregistration(kernel, caller).atShutdown(known);
    }
  }

  private static void say(Caller caller, List<Problem> problems) {
    problems.forEach(problem -> caller.say(problem.toString()));
  }
}
