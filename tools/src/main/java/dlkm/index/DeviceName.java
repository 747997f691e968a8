package dlkm.index;

import dlkm.image.UnsafeModinfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  /** How the lines of a {@code modinfo} begin that matter here. */
  static final byte[] NAMED = line(NAME);

  static final byte[] NUMBERED_CHARACTER = line(CHARACTER);
  static final byte[] NUMBERED_BLOCK = line(BLOCK);

  private DeviceName() {}

  private static byte[] line(String alias) {
    return ("alias=" + alias).getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether there is a name at all. */
  static boolean isNamed(List<String> aliases) {
    return aliases.stream().anyMatch(alias -> alias.startsWith(NAME));
  }

  /**
   * The line without the module's name: the first name and the last number before both are known. A
   * name that leads out of {@code /dev} is none: root makes a node of it.
   */
  static Optional<String> of(List<String> aliases) {
    String name = "";
    String number = "";
    for (String alias : aliases) {
      if (alias.startsWith(NAME) && UnsafeModinfo.isBelow(alias.substring(NAME.length()))) {
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
