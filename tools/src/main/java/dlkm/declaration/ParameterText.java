package dlkm.declaration;

import java.util.Optional;

/**
 * A value as the kernel takes it for a module parameter (next_arg of lib/cmdline.c). The kernel
 * knows no escape: a quote begins or ends a part in which a blank is no end, and the quotes around
 * a value are left out.
 */
public final class ParameterText {

  private ParameterText() {}

  /** The one word {@code name=value}; empty when no word gives the kernel that value. */
  public static Optional<String> of(String name, String value) {
    if (TunableText.word(value).equals(value)) {
      return Optional.of(name + '=' + value);
    }
    boolean inside = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        inside = !inside;
      } else if (!inside && isBlank(c) || c == '\n' || c == 0) {
        return Optional.empty();
      }
    }
    return inside ? Optional.of(name + "=\"" + value + '"') : Optional.empty();
  }

  /** The kernel looks at bytes, and takes 0xa0, which is part of many characters, for a blank. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || c >= 0x80;
  }
}
