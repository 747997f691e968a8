package dlkm.expression;

import java.util.Optional;

/** The operators between two operands, with their rank in C's grammar: the highest binds first. */
enum Operator {
  OR("||", 1),
  AND("&&", 2),
  BIT_OR("|", 3),
  BIT_XOR("^", 4),
  BIT_AND("&", 5),
  EQUAL("==", 6),
  NOT_EQUAL("!=", 6),
  LESS("<", 7),
  GREATER(">", 7),
  AT_MOST("<=", 7),
  AT_LEAST(">=", 7),
  LEFT("<<", 8),
  RIGHT(">>", 8),
  ADD("+", 9),
  SUBTRACT("-", 9),
  MULTIPLY("*", 10),
  DIVIDE("/", 10),
  REMAINDER("%", 10);

  static final int LOWEST = 1;

  private final String sign;
  private final int rank;

  Operator(String sign, int rank) {
    this.sign = sign;
    this.rank = rank;
  }

  String sign() {
    return sign;
  }

  int rank() {
    return rank;
  }

  boolean isLogical() {
    return this == OR || this == AND;
  }

  boolean isComparison() {
    return rank == EQUAL.rank || rank == LESS.rank;
  }

  boolean isShift() {
    return rank == LEFT.rank;
  }

  static Optional<Operator> of(Token token) {
    if (token.kind() == Token.Kind.OPERATOR) {
      for (Operator operator : values()) {
        if (operator.sign.equals(token.text())) {
          return Optional.of(operator);
        }
      }
    }
    return Optional.empty();
  }
}
