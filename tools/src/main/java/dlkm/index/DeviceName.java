package dlkm.index;

import java.util.Optional;

/**
 * The line of {@code modules.devname} by which the device node of a module that isn't loaded yet is
 * made, so that opening it loads the module: from an alias {@code devname:NAME} and one with the
 * fixed number, {@code char-major-MAJOR-MINOR} or {@code block-major-MAJOR-MINOR}.
 */
final class DeviceName {

  private static final String NAME = "devname:";
  private static final String CHARACTER = "char-major-";
  private static final String BLOCK = "block-major-";

  private DeviceName() {}

  /**
   * The line without the module's name: the first name and the last number before both are known.
   */
  static Optional<String> of(OurModule module) {
    String name = "";
    String number = "";
    for (String alias : module.aliases()) {
      if (alias.startsWith(NAME)) {
        name = alias.substring(NAME.length());
      } else if (alias.startsWith(CHARACTER)) {
        number = number(alias, CHARACTER.length(), "c").orElse(number);
      } else if (alias.startsWith(BLOCK)) {
        number = number(alias, BLOCK.length(), "b").orElse(number);
      }
      if (!name.isEmpty() && !number.isEmpty()) {
        return Optional.of(name + " " + number);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> number(String alias, int from, String type) {
    int dash = digits(alias, from);
    if (dash == from || dash == alias.length() || alias.charAt(dash) != '-') {
      return Optional.empty();
    }
    int end = digits(alias, dash + 1);
    if (end == dash + 1) {
      return Optional.empty();
    }
    return Optional.of(type + value(alias, from, dash) + ":" + value(alias, dash + 1, end));
  }

  /** As C reads an unsigned number: of one that is far too large all bits are set. */
  private static long value(String alias, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + alias.charAt(i) - '0';
      if (value > Long.MAX_VALUE / 20) {
        return 0xffff_ffffL;
      }
    }
    return value & 0xffff_ffffL;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
