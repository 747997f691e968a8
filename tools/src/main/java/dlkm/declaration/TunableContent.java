package dlkm.declaration;

import dlkm.expression.CValue;

/** The value of a tunable when its formula is computed. */
public sealed interface TunableContent {

  /** An integer with its type in C. */
  record Numeric(CValue value) implements TunableContent {
    @Override
    public String text() {
      return value.number().toString();
    }

    @Override
    public String word() {
      return text();
    }
  }

  /** A text. */
  record Text(String text) implements TunableContent {
    @Override
    public String word() {
      return TunableText.word(text);
    }
  }

  /** The number in decimal, or the text. */
  String text();

  /** The same as one word of a line. */
  String word();
}
