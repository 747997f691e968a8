package dlkm.expression;

/** A part of a parsed expression. {@code at} is the index of its operator or name in the text. */
sealed interface Node {

  record Constant(CValue value) implements Node {}

  record Name(String name, int at) implements Node {}

  /** One of {@code + - ~ !} before its operand. */
  record Sign(char sign, int at, Node operand) implements Node {}

  record Cast(CType type, Node operand) implements Node {}

  /** {@code sizeof} of an expression, which is not evaluated. */
  record Size(Node operand) implements Node {}

  record Pair(Operator operator, int at, Node left, Node right) implements Node {}

  record Choice(Node condition, Node yes, Node no) implements Node {}
}
