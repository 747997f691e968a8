package dlkm.expression;

/**
 * An expression that C doesn't have, or whose value C leaves undefined, with the place in its text.
 */
public final class WrongExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String todo;

  /**
   * A wrong place in an expression.
   *
   * @param at the index of the place in the text
   * @param what what is wrong there
   * @param todo what to do, or the empty string
   */
  public WrongExpressionException(String text, int at, String what, String todo) {
    super("'" + text + "', column " + (at + 1) + ": " + what, null, false, false);
    this.what = getMessage();
    this.todo = todo;
  }

  /** The expression, the column, counted from 1, and what is wrong there. */
  public String what() {
    return what;
  }

  /** What to do about it, or the empty string. */
  public String todo() {
    return todo;
  }
}
