package dlkm.declaration;

import java.util.ArrayList;
import java.util.List;

/**
 * The words and signs of a C header, without its comments. A line for the preprocessor is one sign,
 * {@code #}, whatever it says.
 */
final class StubTokens {

  /**
   * One of them.
   *
   * @param apart whether a blank or more stands before it
   */
  record Token(String text, int line, boolean apart) {

    /** Whether it is a word or a number. */
    boolean isWord() {
      return isWordLetter(text.charAt(0));
    }
  }

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private boolean beginsLine = true;
  private boolean apart;
  private int next;

  StubTokens(String text) {
    this.text = text;
    while (at < text.length()) {
      scan();
    }
  }

  boolean atEnd() {
    return next == tokens.size();
  }

  Token next() {
    return tokens.get(next++);
  }

  Token peek() {
    return tokens.get(next);
  }

  /** The line of the next one, or of the text's end. */
  int line() {
    return atEnd() ? line : peek().line();
  }

  /** What stands before the parenthesis that closes the one just read; to the end without one. */
  List<Token> group() {
    List<Token> group = new ArrayList<>();
    int open = 1;
    while (!atEnd()) {
      Token token = next();
      open += token.text().equals("(") ? 1 : token.text().equals(")") ? -1 : 0;
      if (open == 0) {
        break;
      }
      group.add(token);
    }
    return group;
  }

  /** Skips all up to the next of that text, which is skipped too. */
  void skipBehind(String end) {
    boolean found = false;
    while (!found && !atEnd()) {
      found = next().text().equals(end);
    }
  }

  /** As they stand, with one blank where there was any. */
  static String text(List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    for (Token token : tokens) {
      if (!text.isEmpty() && token.apart()) {
        text.append(' ');
      }
      text.append(token.text());
    }
    return text.toString();
  }

  private void scan() {
    char c = text.charAt(at);
    if (c == '\n') {
      line++;
      at++;
      beginsLine = true;
      apart = true;
    } else if (c <= ' ') {
      at++;
      apart = true;
    } else if (text.startsWith("//", at)) {
      skipLine();
    } else if (text.startsWith("/*", at)) {
      skipTo(text.indexOf("*/", at + 2), 2);
      apart = true;
    } else if (c == '#' && beginsLine) {
      add("#");
      skipLine();
    } else if (c == '"' || c == '\'') {
      int end = endOfQuoted(c);
      add(text.substring(at, end));
      skipTo(end, 0);
    } else {
      int end = at + 1;
      while (isWordLetter(c) && end < text.length() && isWordLetter(text.charAt(end))) {
        end++;
      }
      add(text.substring(at, end));
      at = end;
    }
  }

  private void add(String token) {
    tokens.add(new Token(token, line, apart));
    apart = false;
    beginsLine = false;
  }

  /** To the end of a line that doesn't go on behind a backslash. */
  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      boolean goesOn = text.charAt(at) == '\\' && at + 1 < text.length();
      skipTo(at + (goesOn ? 2 : 1), 0);
    }
  }

  private int endOfQuoted(char quote) {
    for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return i + 1;
      }
    }
    return at + 1;
  }

  private void skipTo(int end, int behind) {
    int stop = end < 0 ? text.length() : Math.min(end + behind, text.length());
    for (; at < stop; at++) {
      if (text.charAt(at) == '\n') {
        line++;
      }
    }
  }

  private static boolean isWordLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }
}
