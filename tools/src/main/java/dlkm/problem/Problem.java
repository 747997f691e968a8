package dlkm.problem;

/**
 * One thing that is wrong, as the user reads it: the thing, what is wrong with it, what to do.
 *
 * @param thing a module's name, or {@code file:line} when a file is at fault
 * @param what what is wrong: lower case, no full stop, the user's own text quoted
 * @param todo what to do about it, or the empty string where nothing can be said
 */
public record Problem(String thing, String what, String todo) {

  /** More of a text than people read in a message; a path is never longer. */
  private static final int LONGEST = 4096;

  /** A problem of a line that the user wrote. */
  public static Problem at(Where where, String what, String todo) {
    return new Problem(where.toString(), what, todo);
  }

  /** A problem of a thing named by {@code thing}: mostly a module, sometimes a file. */
  public static Problem of(String thing, String what, String todo) {
    return new Problem(thing, what, todo);
  }

  /** One line that can be read, whatever a file or an argument brought into it. */
  @Override
  public String toString() {
    return Visible.line(
        (thing.isEmpty() ? "''" : part(thing))
            + ": "
            + part(what)
            + (todo.isEmpty() ? "" : ": " + part(todo)));
  }

  private static String part(String text) {
    int left = text.length() - LONGEST;
    return left <= 0 ? text : text.substring(0, LONGEST) + " [" + left + " more characters]";
  }
}
