package dlkm.expression;

import java.util.List;
import java.util.Random;

/** Makes expressions at random, each as the text and as C whose constants gcc can't fold. */
final class RandomExpressions {

  /**
   * An expression.
   *
   * @param text what is evaluated here, with few parentheses
   * @param c the same for gcc, each constant, name and result {@code V(…)}
   * @param rank of its outermost operator: an operand of a higher one needs parentheses
   */
  record Generated(String text, String c, int rank) {

    Generated in(int least) {
      return rank < least ? new Generated("(" + text + ")", c, OPERAND) : this;
    }
  }

  private static final int OPERAND = 12;
  private static final int UNARY = 11;

  /** Names with their values: numbers of every type, and those at which something overflows. */
  static final List<String> VALUES =
      List.of(
          "0",
          "1",
          "-1",
          "7",
          "2147483647",
          "(-2147483647-1)",
          "4294967295U",
          "31U",
          "64L",
          "9223372036854775807L",
          "(-9223372036854775807L-1)",
          "18446744073709551615UL",
          "-3L",
          "1UL");

  private static final List<String> CONSTANTS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "5",
          "8",
          "31",
          "32",
          "63",
          "64",
          "100",
          "0x10",
          "0X7f",
          "017",
          "0b101",
          "0B11",
          "1'000",
          "0xffff'ffff",
          "0x80000000",
          "2147483647",
          "2147483648",
          "4294967296",
          "9223372036854775807",
          "0x7fffffffffffffff",
          "0xffffffffffffffff",
          "037777777777",
          "1u",
          "3U",
          "4294967295u",
          "7l",
          "1L",
          "1uL",
          "2ll",
          "3LLU",
          "65536",
          "'a'",
          "'\\n'",
          "'\\\\'",
          "'\\''",
          "'\\0'",
          "'\\377'",
          "'\\x41'",
          "' '");

  /** The operators of C by their rank, the lowest first. */
  private static final List<List<String>> BINARY =
      List.of(
          List.of("||"),
          List.of("&&"),
          List.of("|"),
          List.of("^"),
          List.of("&"),
          List.of("==", "!="),
          List.of("<", ">", "<=", ">="),
          List.of("<<", ">>"),
          List.of("+", "-"),
          List.of("*", "/", "%"));

  private static final List<String> TYPES =
      List.of(
          "int",
          "unsigned",
          "long",
          "unsigned long",
          "char",
          "signed char",
          "unsigned char",
          "short",
          "unsigned short int",
          "long long",
          "long unsigned int",
          "_Bool");

  private final Random random;

  RandomExpressions(long seed) {
    random = new Random(seed);
  }

  Generated next() {
    return next(1 + random.nextInt(4));
  }

  private Generated next(int depth) {
    if (depth == 0) {
      return leaf();
    }
    Generated made =
        switch (random.nextInt(10)) {
          case 0 -> unary(one(List.of("-", "~", "!", "+")), next(depth - 1));
          case 1 -> unary("(" + one(TYPES) + ")", next(depth - 1));
          case 2 -> choice(next(depth - 1), next(depth - 1), next(depth - 1));
          case 3 -> unary("sizeof", next(depth - 1).in(OPERAND));
          default -> pair(next(depth - 1), random.nextInt(BINARY.size()), next(depth - 1));
        };
    return random.nextInt(8) == 0 ? made.in(OPERAND) : made;
  }

  private static Generated unary(String sign, Generated operand) {
    Generated inner = operand.in(UNARY);
    return new Generated(sign + " " + inner.text, "V(" + sign + " " + inner.c + ")", UNARY);
  }

  private static Generated choice(Generated condition, Generated yes, Generated no) {
    return new Generated(
        condition.in(1).text + "?" + yes.text + ":" + no.text,
        "V(" + condition.c + "?" + yes.c + ":" + no.c + ")",
        0);
  }

  private Generated pair(Generated left, int group, Generated right) {
    String operator = " " + one(BINARY.get(group)) + " ";
    int rank = group + 1;
    return new Generated(
        left.in(rank).text + operator + right.in(rank + 1).text,
        "V(" + left.c + operator + right.c + ")",
        rank);
  }

  private Generated leaf() {
    if (random.nextInt(3) == 0) {
      String name = "t" + random.nextInt(VALUES.size());
      return new Generated(name, "V(" + name + ")", OPERAND);
    }
    String constant = random.nextInt(3) == 0 ? String.valueOf(random.nextInt(70)) : one(CONSTANTS);
    return new Generated(constant, "V(" + constant + ")", OPERAND);
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A text that is one step from an expression, and mostly none. */
  String damaged() {
    StringBuilder text = new StringBuilder(next().text);
    String signs = "()+-*/%<>=!&|^~?:0123489abfluxUL't' ";
    int at = random.nextInt(text.length());
    switch (random.nextInt(3)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, signs.charAt(random.nextInt(signs.length())));
      default -> text.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
    }
    return text.toString();
  }
}
