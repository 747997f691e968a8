package dlkm.declaration;

import java.math.BigInteger;
import java.util.Optional;

/** Numbers as C writes them: decimal, {@code 0x} hexadecimal, {@code 0} octal, with a sign. */
public final class Numbers {

  /** More digits than any number in C has; reading millions of them would take minutes. */
  private static final int MOST_DIGITS = 400;

  private Numbers() {}

  /** The number, or empty when the text is a formula or a word. */
  public static Optional<BigInteger> of(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    Optional<BigInteger> magnitude = magnitude(digits);
    return negative ? magnitude.map(BigInteger::negate) : magnitude;
  }

  /** The bits of a mask, which is hexadecimal with or without {@code 0x} (spec §3.1). */
  static Optional<BigInteger> mask(String text) {
    return isHex(text) ? magnitude(text) : digits(text, 16);
  }

  /** The number, or empty when the text is none or is not from {@code low} to {@code high}. */
  static Optional<Integer> between(String text, int low, int high) {
    return of(text)
        .filter(n -> n.compareTo(BigInteger.valueOf(low)) >= 0)
        .filter(n -> n.compareTo(BigInteger.valueOf(high)) <= 0)
        .map(BigInteger::intValue);
  }

  private static Optional<BigInteger> magnitude(String text) {
    if (isHex(text)) {
      return digits(text.substring(2), 16);
    }
    return text.length() > 1 && text.charAt(0) == '0' ? digits(text, 8) : digits(text, 10);
  }

  private static boolean isHex(String text) {
    return text.startsWith("0x") || text.startsWith("0X");
  }

  private static Optional<BigInteger> digits(String text, int radix) {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      // Character.digit alone takes the digits of every script.
      if (text.charAt(i) > 'f' || Character.digit(text.charAt(i), radix) < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new BigInteger(text, radix));
  }
}
