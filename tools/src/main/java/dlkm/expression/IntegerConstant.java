package dlkm.expression;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Integer constants of C23: decimal, {@code 0x} hexadecimal, {@code 0} octal, {@code 0b} binary,
 * with {@code '} between digits, and the suffixes {@code u}, {@code l} and {@code ll}.
 */
final class IntegerConstant {

  private static final List<CType> ALL =
      List.of(CType.INT, CType.UNSIGNED_INT, CType.LONG, CType.UNSIGNED_LONG);

  private IntegerConstant() {}

  /**
   * The value of a constant.
   *
   * @param text the whole expression, for messages
   * @throws WrongExpressionException when it is none, or too large for every type
   */
  static CValue read(String text, Token token) {
    String written = token.text();
    int start = prefix(written);
    int radix = radix(written, start);
    int end = endOfDigits(written, start);
    Optional<String> suffix = suffix(written.substring(end));
    String digits = written.substring(start, end).replace("'", "");
    if (suffix.isEmpty()
        || !areSeparated(written.substring(start, end))
        || !areDigits(digits, radix)) {
      throw new WrongExpressionException(text, token.at(), what(written, radix), todo(written));
    }
    BigInteger number = new BigInteger(digits, radix);
    for (CType type : ALL) {
      if (type.holds(number) && mayBe(type, radix, suffix.get())) {
        return new CValue(type, number);
      }
    }
    throw new WrongExpressionException(
        text,
        token.at(),
        "'" + written + "' is larger than every " + (radix == 10 ? "long" : "integer"),
        "");
  }

  private static int prefix(String written) {
    String start = written.toLowerCase(Locale.ROOT);
    return start.startsWith("0x") || start.startsWith("0b") ? 2 : 0;
  }

  private static int radix(String written, int prefix) {
    if (prefix == 0) {
      return written.charAt(0) == '0' ? 8 : 10;
    }
    return Character.toLowerCase(written.charAt(1)) == 'x' ? 16 : 2;
  }

  /** The digits of any radix, so that a digit too much is seen as one. */
  private static int endOfDigits(String written, int start) {
    boolean hex = start == 2 && Character.toLowerCase(written.charAt(1)) == 'x';
    int end = start;
    while (end < written.length()
        && (Character.digit(written.charAt(end), hex ? 16 : 10) >= 0
            || written.charAt(end) == '\'' && end > start)) {
      end++;
    }
    return end;
  }

  /** Each {@code '} has a digit on both sides. */
  private static boolean areSeparated(String digits) {
    return !digits.isEmpty() && !digits.endsWith("'") && !digits.contains("''");
  }

  private static boolean areDigits(String digits, int radix) {
    return digits.chars().allMatch(c -> Character.digit(c, radix) >= 0);
  }

  /** The suffix as {@code u}, {@code l}, {@code ul} or nothing; empty when it is none of C's. */
  private static Optional<String> suffix(String written) {
    return switch (written) {
      case "" -> Optional.of("");
      case "u", "U" -> Optional.of("u");
      case "l", "L", "ll", "LL" -> Optional.of("l");
      case "ul", "uL", "Ul", "UL", "lu", "lU", "Lu", "LU" -> Optional.of("ul");
      case "ull", "uLL", "Ull", "ULL", "llu", "llU", "LLu", "LLU" -> Optional.of("ul");
      default -> Optional.empty();
    };
  }

  /** Only a constant that isn't decimal, or has the suffix, is unsigned. */
  private static boolean mayBe(CType type, int radix, String suffix) {
    boolean wide = type.compareTo(CType.LONG) >= 0;
    boolean sign = suffix.startsWith("u") ? !type.isSigned() : type.isSigned() || radix != 10;
    return sign && (wide || !suffix.endsWith("l"));
  }

  private static String what(String written, int radix) {
    boolean octal = radix == 8 && written.chars().allMatch(Character::isDigit);
    return "'" + written + "' is no integer constant" + (octal ? ": a 0 in front is octal" : "");
  }

  private static String todo(String written) {
    boolean sign = written.indexOf('+') > 0 || written.indexOf('-') > 0;
    return sign ? "C reads this as one number: put a blank or parentheses around the sum" : "";
  }
}
