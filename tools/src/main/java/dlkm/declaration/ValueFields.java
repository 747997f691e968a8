package dlkm.declaration;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a line of {@code $TUNABLE} apart: fields between blanks, but a blank in parentheses or
 * quotes ends none.
 */
final class ValueFields {

  private final String text;
  private int at;

  private ValueFields(String text) {
    this.text = text;
  }

  static List<String> of(String text) {
    ValueFields reader = new ValueFields(text);
    List<String> fields = new ArrayList<>();
    while (reader.skipBlanks()) {
      int start = reader.at;
      reader.skipField();
      fields.add(text.substring(start, reader.at));
    }
    return fields;
  }

  /** The index behind the field that begins there. */
  static int end(String text, int start) {
    ValueFields reader = new ValueFields(text);
    reader.at = start;
    reader.skipField();
    return reader.at;
  }

  private boolean skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private void skipField() {
    int open = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (open <= 0 && isBlank(c)) {
        return;
      }
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '"' || c == '\'') {
        skipQuoted(c);
      }
    }
  }

  /** To the closing quote, if there is one: C's digit separator looks like one that isn't. */
  private void skipQuoted(char quote) {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    boolean separator = quote == '\'' && at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
    if (end < text.length() && !separator) {
      at = end;
    } else if (quote == '"') {
      at = text.length() - 1;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
