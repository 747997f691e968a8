package dlkm.check;

/**
 * One thing that is wrong with a module, or odd.
 *
 * @param errno the name of the error that the system call ends with; empty when it doesn't end so
 * @param what what is wrong, in our words
 * @param says the kernel's own line; empty where it prints none
 * @param todo what to do about it; empty where nothing is to be done
 * @param parameter the module's parameter that it is about; empty when it is about none
 */
public record CheckFinding(
    LoadStage kind,
    Severity severity,
    String errno,
    String what,
    String says,
    String todo,
    String parameter) {

  static CheckFinding refuses(LoadStage kind, String errno, String what, String says, String todo) {
    return new CheckFinding(kind, Severity.REFUSES, errno, what, says, todo, "");
  }

  static CheckFinding refusesParameter(
      String parameter, String errno, String what, String says, String todo) {
    return new CheckFinding(
        LoadStage.PARAMETERS, Severity.REFUSES, errno, what, says, todo, parameter);
  }

  static CheckFinding harms(LoadStage kind, String what) {
    return new CheckFinding(kind, Severity.HARMS, "", what, "", "copy or rebuild the file", "");
  }

  static CheckFinding warns(LoadStage kind, String what, String says, String todo) {
    return new CheckFinding(kind, Severity.WARNS, "", what, says, todo, "");
  }
}
