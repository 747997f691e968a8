package dlkm.expression;

import java.math.BigInteger;

/** Character constants of C: one ASCII character or escape sequence, of the type {@code int}. */
final class CharacterConstant {

  private static final String ESCAPES = "'\"?\\abfnrtv";
  private static final String ESCAPED = "'\"?\\\u0007\b\f\n\r\t\u000b";
  private static final int MOST_OCTAL_DIGITS = 3;
  private static final int MOST_HEX_DIGITS = 8;

  private CharacterConstant() {}

  /**
   * The value of a constant.
   *
   * @param text the whole expression, for messages
   * @throws WrongExpressionException when it is none, or doesn't fit a {@code char}
   */
  static CValue read(String text, Token token) {
    String inside = token.text().substring(1, token.text().length() - 1);
    int code = code(inside);
    if (code < 0 || code > 0xff) {
      throw new WrongExpressionException(
          text,
          token.at(),
          token.text() + " is no character constant",
          "write one ASCII character, or an escape sequence as '\\n' or '\\x7f'");
    }
    return new CValue(CType.INT, CType.CHAR.convert(BigInteger.valueOf(code)).number());
  }

  /** The code of the character; -1 when it is none. */
  private static int code(String inside) {
    if (inside.length() == 1) {
      char c = inside.charAt(0);
      return c >= ' ' && c <= '~' && c != '\\' ? c : -1;
    }
    if (inside.length() < 2 || inside.charAt(0) != '\\') {
      return -1;
    }
    char kind = inside.charAt(1);
    String digits = inside.substring(kind == 'x' ? 2 : 1);
    if (kind == 'x') {
      return digits.length() > MOST_HEX_DIGITS ? -1 : number(digits, 16);
    }
    if (Tokens.isDigit(kind)) {
      return digits.length() > MOST_OCTAL_DIGITS ? -1 : number(digits, 8);
    }
    int simple = ESCAPES.indexOf(kind);
    return simple < 0 || inside.length() > 2 ? -1 : ESCAPED.charAt(simple);
  }

  private static int number(String digits, int radix) {
    int number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) > 'f' ? -1 : Character.digit(digits.charAt(i), radix);
      if (digit < 0 || number > 0xff) {
        return -1;
      }
      number = number * radix + digit;
    }
    return digits.isEmpty() ? -1 : number;
  }
}
