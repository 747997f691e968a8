package dlkm.declaration;

import java.util.Set;

/** Which names and values a tunable can have. */
public final class NameRules {

  /** What a tunable's name may be, for messages. */
  static final String IDENTIFIER_RULE =
      "it becomes a C variable: letters, digits and '_', no digit in front, no word of C";

  private static final Set<String> C_WORDS =
      Set.of(
          ("auto break case char const continue default do double else enum extern float for goto"
                  + " if inline int long register restrict return short signed sizeof static struct"
                  + " switch typedef union unsigned void volatile while _Bool bool true false NULL")
              .split(" "));

  private NameRules() {}

  /** Whether the name is a C identifier and no word of the language. */
  public static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && !isDigit(name.charAt(0))
        && all(name, false)
        && !C_WORDS.contains(name);
  }

  /** Whether the text can be a tunable's value: one printable word without quotes. */
  public static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || c == '"' || c == '\'' || c == '\\' || c == '`') {
        return false;
      }
    }
    return !text.isEmpty() && text.charAt(0) != '$';
  }

  private static boolean all(String name, boolean dash) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && !isDigit(c) && !(dash && c == '-')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
