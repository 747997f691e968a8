package dlkm.expression;

import java.util.ArrayList;
import java.util.List;

/** Takes a text apart as C does: each token is the longest that can be one. */
final class Tokens {

  /** No formula of a person is longer; a longer one would only cost time and stack. */
  private static final int MOST = 1000;

  /** The operators of C that begin alike stand with the longest in front; not all are allowed. */
  private static final List<String> OPERATORS =
      List.of(
          "<<=", ">>=", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "++", "--", "+=", "-=",
          "*=", "/=", "%=", "&=", "|=", "^=", "->", "//", "/*", "+", "-", "*", "/", "%", "~", "!",
          "&", "|", "^", "<", ">", "?", ":", "(", ")", "=", ",");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokens(String text) {
    this.text = text;
  }

  /**
   * The tokens of the text, {@link Token.Kind#END} last.
   *
   * @throws WrongExpressionException for a character that begins no token
   */
  static List<Token> of(String text) {
    if (text.length() > MOST) {
      throw new WrongExpressionException(
          text.substring(0, 20) + "…", MOST, "longer than " + MOST + " characters", "shorten it");
    }
    Tokens reader = new Tokens(text);
    while (reader.next()) {
      // Each step adds a token.
    }
    return reader.tokens;
  }

  private boolean next() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    if (at == text.length()) {
      add(Token.Kind.END, at);
      return false;
    }
    char c = text.charAt(at);
    if (isDigit(c) || c == '.') {
      add(Token.Kind.NUMBER, endOfNumber());
    } else if (isWord(c)) {
      add(Token.Kind.NAME, endOfWord());
    } else if (c == '\'') {
      add(Token.Kind.CHARACTER, endOfCharacter());
    } else {
      add(Token.Kind.OPERATOR, at + operator().length());
    }
    return true;
  }

  private void add(Token.Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(at, end), at));
    at = end;
  }

  private String operator() {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        return operator;
      }
    }
    boolean quote = text.charAt(at) == '"';
    throw new WrongExpressionException(
        text,
        at,
        "'" + text.substring(at, text.offsetByCodePoints(at, 1)) + "' is no part of an expression",
        quote ? "a text is in quotes as a whole" : "");
  }

  /** C's preprocessing number: {@code 0xe+1} is one, and no constant. */
  private int endOfNumber() {
    int end = at + 1;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean exponent = "eEpP".indexOf(c) >= 0 && end + 1 < text.length();
      if (exponent && (text.charAt(end + 1) == '+' || text.charAt(end + 1) == '-')) {
        end += 2;
      } else if (isWord(c) || isDigit(c) || c == '.') {
        end++;
      } else if (c == '\'' && end + 1 < text.length() && isWordOrDigit(text.charAt(end + 1))) {
        end += 2;
      } else {
        return end;
      }
    }
    return end;
  }

  private int endOfWord() {
    int end = at + 1;
    while (end < text.length() && isWordOrDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int endOfCharacter() {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != '\'') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      throw new WrongExpressionException(text, at, "the quote is not closed", "write 'c'");
    }
    return end + 1;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isWordOrDigit(char c) {
    return isWord(c) || isDigit(c);
  }
}
