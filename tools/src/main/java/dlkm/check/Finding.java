package dlkm.check;

/**
 * One thing that is wrong with a module, or odd.
 *
 * @param errno the name of the error that the system call ends with; empty when it doesn't end so
 * @param what what is wrong, in our words
 * @param says the kernel's own line; empty where it prints none
 * @param todo what to do about it; empty where nothing is to be done
 */
public record Finding(
    Kind kind, Severity severity, String errno, String what, String says, String todo) {

  static Finding refuses(Kind kind, String errno, String what, String says, String todo) {
    return new Finding(kind, Severity.REFUSES, errno, what, says, todo);
  }

  static Finding harms(Kind kind, String what) {
    return new Finding(kind, Severity.HARMS, "", what, "", "copy or build the file again");
  }

  static Finding warns(Kind kind, String what, String says, String todo) {
    return new Finding(kind, Severity.WARNS, "", what, says, todo);
  }
}
