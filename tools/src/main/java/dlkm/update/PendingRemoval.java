package dlkm.update;

import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import java.util.List;

/**
 * The removal of a module from every kernel and from the machine ({@code kminstall -d}) as one
 * change. Its point of no return is the first unregistration: the function set of that kernel has
 * another current generation then.
 *
 * @param release the kernel that the module is unregistered from first
 * @param generation the current generation of that kernel before
 */
public record PendingRemoval(String module, String release, int generation) {

  private static final String KIND = "removal";

  /** The removal of a module that begins with that kernel. */
  public static PendingRemoval of(String module, FunctionSet first) {
    return new PendingRemoval(module, first.release(), number(first));
  }

  private static int number(FunctionSet set) {
    return set.current().map(current -> current.number()).orElse(0);
  }

  /** It in one line, for the journal. */
  public String line() {
    return KIND + " " + module + " " + release + " " + generation;
  }

  /** Whether it has passed the point of no return. */
  public boolean isMade(Caller caller) {
    return number(new FunctionSet(caller.host(), release)) != generation;
  }

  /**
   * Finishes a removal that was cut off: unregisters the module from the kernels that have it
   * still.
   *
   * @param line of the journal
   * @return whether the module's files are to be deleted too
   */
  static boolean finish(Caller caller, String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 4 || !words[0].equals(KIND) || !ModuleName.isValid(words[1])) {
      throw new ProblemException(
          "journal",
          "unknown condition '" + line + "'",
          "delete it if no command of ours wrote it");
    }
    PendingRemoval removal = new PendingRemoval(words[1], words[2], Integer.parseInt(words[3]));
    if (!removal.isMade(caller)) {
      return false;
    }
    removal.unregisterEverywhere(caller);
    return true;
  }

  private void unregisterEverywhere(Caller caller) {
    for (FunctionSet set : FunctionSet.all(caller.host())) {
      if (set.registry().find(module).isPresent() || set.held().concerns(module)) {
        try {
          new Unregistration(new InstalledKernel(caller.host(), set.release()), caller)
              .now(List.of(module));
        } catch (ProblemException e) {
          e.problems().forEach(problem -> caller.say(problem.toString()));
        }
      }
    }
    BuildArea.all(caller.host()).forEach(area -> area.remove(module));
  }
}
