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
 * The removal of a module from every kernel and from the machine ({@code kminstall -d}) as one
 * change. Its point of no return is the first unregistration.
 *
 * @param release the kernel that the module is unregistered from first
 */
public record PendingRemoval(String module, String release) {

  private static final String KIND = "removal";

  /** It in one line, for the journal. */
  public String line() {
    return KIND + " " + module + " " + release;
  }

  /** Whether it has passed the point of no return. */
  public boolean isMade(Caller caller) {
    return !concerns(new FunctionSet(caller.host(), release));
  }

  private boolean concerns(FunctionSet set) {
    return set.registry().find(module).isPresent() || set.held().concerns(module);
  }

  /**
   * Finishes a removal that was cut off: unregisters the module from the other kernels.
   *
   * @param line of the journal
   * @return whether the module's files are to be deleted too
   */
  static boolean finish(Caller caller, String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 3 || !words[0].equals(KIND) || !ModuleName.isValid(words[1])) {
      throw new ProblemException(
          "journal",
          "unknown condition '" + line + "'",
          "delete it if no command of ours wrote it");
    }
    PendingRemoval removal = new PendingRemoval(words[1], words[2]);
    if (!removal.isMade(caller)) {
      return false;
    }
    removal.unregisterEverywhere(caller);
    return true;
  }

  private void unregisterEverywhere(Caller caller) {
    for (FunctionSet set : FunctionSet.all(caller.host())) {
      if (concerns(set)) {
        unregister(caller, new InstalledKernel(caller.host(), set.release()));
      }
    }
  }

  /** Now, or at that kernel's next shutdown where it keeps the module busy. */
  private void unregister(Caller caller, InstalledKernel kernel) {
    try {
      new Unregistration(kernel, caller).now(List.of(module));
    } catch (PartlyDoneException e) {
      say(caller, e.problems());
    } catch (ProblemException e) {
      say(caller, e.problems());
      new Unregistration(kernel, caller).atShutdown(List.of(module));
    }
  }

  private static void say(Caller caller, List<Problem> problems) {
    problems.forEach(problem -> caller.say(problem.toString()));
  }
}
