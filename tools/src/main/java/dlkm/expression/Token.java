package dlkm.expression;

/**
 * A token of an expression.
 *
 * @param at its index in the text
 */
record Token(Kind kind, String text, int at) {

  enum Kind {
    NUMBER,
    CHARACTER,
    NAME,
    OPERATOR,
    END
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** The token in a message. */
  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
