package dlkm.declaration;

import dlkm.problem.Where;
import java.util.Optional;

/**
 * A line of the master file's {@code $TUNABLE} (spec §3.1).
 *
 * @param name a C identifier: the tunable is a global variable of the module (spec §3.6)
 * @param value its default as it is written: an expression, or a text in quotes
 * @param minimum the least value allowed, an expression
 * @param maximum the greatest value allowed, an expression
 */
public record TunableDefault(
    String name, String value, Optional<String> minimum, Optional<String> maximum, Where where) {

  /** Whether all values of the tunable are texts: its default is one. */
  public boolean isText() {
    return TunableText.isQuoted(value);
  }

  /**
   * A value as it is kept, with what only people may leave out: the quotes of a text.
   *
   * @param written in a system file or an argument
   */
  String normalized(String written) {
    return isText() && !TunableText.isQuoted(written) ? TunableText.quoted(written) : written;
  }
}
