package dlkm.expression;

import java.math.BigInteger;

/**
 * Evaluates an expression as C does, and refuses what C leaves undefined: an overflow of a signed
 * type, a division by zero, a shift by a negative number or by the width of the type and more, and
 * a left shift that loses bits of a signed number. What C leaves to the compiler is as gcc does it.
 * An operand that C doesn't evaluate may be undefined; only its type counts.
 */
final class Evaluation {

  private final String text;
  private final Expression.Names names;

  Evaluation(String text, Expression.Names names) {
    this.text = text;
    this.names = names;
  }

  CValue value(Node node) {
    return switch (node) {
      case Node.Constant constant -> constant.value();
      case Node.Name name -> named(name);
      case Node.Sign sign -> sign(sign);
      case Node.Cast(CType type, Node operand) -> type.convert(value(operand).number());
      case Node.Size(Node operand) ->
          new CValue(CType.UNSIGNED_LONG, BigInteger.valueOf(type(operand).size()));
      case Node.Pair pair -> pair(pair);
      case Node.Choice(Node condition, Node yes, Node no) -> {
        boolean first = !value(condition).isZero();
        CValue value = value(first ? yes : no);
        yield value.type().common(type(first ? no : yes)).convert(value.number());
      }
    };
  }

  private CValue named(Node.Name name) {
    return names.value(
        name.name(), (what, todo) -> new WrongExpressionException(text, name.at(), what, todo));
  }

  /** The type alone, of an operand that isn't evaluated; its names must be there. */
  private CType type(Node node) {
    return switch (node) {
      case Node.Constant constant -> constant.value().type();
      case Node.Name name -> named(name).type();
      case Node.Sign(char sign, int _, Node operand) -> {
        CType type = type(operand).promoted();
        yield sign == '!' ? CType.INT : type;
      }
      case Node.Cast(CType type, Node operand) -> {
        type(operand);
        yield type;
      }
      case Node.Size(Node operand) -> {
        type(operand);
        yield CType.UNSIGNED_LONG;
      }
      case Node.Pair(Operator operator, int _, Node left, Node right) -> {
        CType first = type(left);
        CType second = type(right);
        yield operator.isComparison() || operator.isLogical()
            ? CType.INT
            : operator.isShift() ? first.promoted() : first.common(second);
      }
      case Node.Choice(Node condition, Node yes, Node no) -> {
        type(condition);
        yield type(yes).common(type(no));
      }
    };
  }

  private CValue sign(Node.Sign sign) {
    CValue operand = value(sign.operand());
    CType type = operand.type().promoted();
    BigInteger number = operand.number();
    return switch (sign.sign()) {
      case '!' -> CValue.of(operand.isZero());
      case '~' -> type.convert(number.not());
      case '-' -> result(type, number.negate(), sign.at());
      default -> new CValue(type, number);
    };
  }

  private CValue pair(Node.Pair pair) {
    CValue left = value(pair.left());
    if (pair.operator().isLogical()) {
      return logical(pair, left);
    }
    CValue right = value(pair.right());
    if (pair.operator().isShift()) {
      return shift(pair, left, right);
    }
    CType type = left.type().common(right.type());
    BigInteger first = type.convert(left.number()).number();
    BigInteger second = type.convert(right.number()).number();
    return pair.operator().isComparison()
        ? CValue.of(holds(pair.operator(), first.compareTo(second)))
        : result(type, computed(pair, first, second), pair.at());
  }

  private CValue logical(Node.Pair pair, CValue left) {
    if (left.isZero() == (pair.operator() == Operator.AND)) {
      type(pair.right());
      return CValue.of(!left.isZero());
    }
    return CValue.of(!value(pair.right()).isZero());
  }

  private static boolean holds(Operator operator, int order) {
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case GREATER -> order > 0;
      case AT_MOST -> order <= 0;
      case AT_LEAST -> order >= 0;
      default -> throw new IllegalStateException(operator.sign());
    };
  }

  private BigInteger computed(Node.Pair pair, BigInteger left, BigInteger right) {
    boolean divides = pair.operator() == Operator.DIVIDE || pair.operator() == Operator.REMAINDER;
    if (divides && right.signum() == 0) {
      throw wrong(pair.at(), "division by zero");
    }
    return switch (pair.operator()) {
      case ADD -> left.add(right);
      case SUBTRACT -> left.subtract(right);
      case MULTIPLY -> left.multiply(right);
      case DIVIDE -> left.divide(right);
      case REMAINDER -> remainder(pair, left, right);
      case BIT_AND -> left.and(right);
      case BIT_XOR -> left.xor(right);
      case BIT_OR -> left.or(right);
      default -> throw new IllegalStateException(pair.operator().sign());
    };
  }

  /** C leaves a remainder undefined where the quotient overflows. */
  private BigInteger remainder(Node.Pair pair, BigInteger left, BigInteger right) {
    CType type = type(pair.left()).common(type(pair.right()));
    if (!type.holds(left.divide(right))) {
      throw overflow(type, pair.at(), left.divide(right));
    }
    return left.remainder(right);
  }

  private CValue shift(Node.Pair pair, CValue left, CValue right) {
    CType type = left.type().promoted();
    BigInteger width = BigInteger.valueOf(type.bits());
    if (right.number().signum() < 0 || right.number().compareTo(width) >= 0) {
      throw wrong(
          pair.at(),
          "shift by " + right.number() + ", and " + type.words() + " has " + width + " bits");
    }
    int count = right.number().intValue();
    if (pair.operator() == Operator.RIGHT) {
      return new CValue(type, left.number().shiftRight(count));
    }
    if (left.number().signum() < 0) {
      throw wrong(pair.at(), "left shift of a negative number, " + left.number());
    }
    return result(type, left.number().shiftLeft(count), pair.at());
  }

  /** Unsigned numbers wrap; a signed one must fit. */
  private CValue result(CType type, BigInteger number, int at) {
    if (type.isSigned() && !type.holds(number)) {
      throw overflow(type, at, number);
    }
    return type.convert(number);
  }

  private WrongExpressionException overflow(CType type, int at, BigInteger number) {
    return wrong(at, "overflow: " + number + " is no " + type.words());
  }

  private WrongExpressionException wrong(int at, String what) {
    return new WrongExpressionException(text, at, what, "");
  }
}
