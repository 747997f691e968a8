package dlkm.expression;

import java.math.BigInteger;

/** The value of an expression with its type, which holds the number. */
public record CValue(CType type, BigInteger number) {

  public CValue {
    if (!type.holds(number)) {
      throw new IllegalArgumentException(number + " is no " + type.words());
    }
  }

  static CValue of(boolean yes) {
    return new CValue(CType.INT, yes ? BigInteger.ONE : BigInteger.ZERO);
  }

  boolean isZero() {
    return number.signum() == 0;
  }

  /** A constant of C with this type and value, for a macro. */
  public String constant() {
    String suffix =
        switch (type.promoted()) {
          case UNSIGNED_INT -> "U";
          case LONG -> "L";
          case UNSIGNED_LONG -> "UL";
          default -> "";
        };
    BigInteger size = number.abs();
    if (number.signum() >= 0) {
      return size + suffix;
    }
    // C has no negative constants: the least number of a type is none with a sign.
    return type.promoted().holds(size)
        ? "(-" + size + suffix + ")"
        : "(-" + size.subtract(BigInteger.ONE) + suffix + " - 1)";
  }
}
