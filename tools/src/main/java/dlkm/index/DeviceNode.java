package dlkm.index;

import dlkm.image.UnsafeModinfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code modules.devname}, the reverse of {@link DeviceName}: {@code MODULE NODE
 * cMAJOR:MINOR}, or {@code b} for a block device, as {@code kmod static-nodes} reads it.
 *
 * @param module the kernel's name of the module
 * @param node the name below {@code /dev}, which may have directories
 * @param type {@code c} or {@code b}
 */
public record DeviceNode(String module, String node, char type, long major, long minor) {

  private static final int HIGHEST = 10;

  /**
   * The nodes that a file names. Comments, other lines, and nodes outside of {@code /dev} are
   * passed over: root makes these nodes.
   */
  public static List<DeviceNode> parse(String text) {
    List<DeviceNode> nodes = new ArrayList<>();
    text.lines().forEach(line -> of(line).ifPresent(nodes::add));
    return nodes;
  }

  private static Optional<DeviceNode> of(String line) {
    String[] words = line.strip().split("[ \t]+", -1);
    if (line.startsWith("#") || words.length != 3 || words[2].isEmpty()) {
      return Optional.empty();
    }
    if (!UnsafeModinfo.isBelow(words[1])) {
      return Optional.empty();
    }
    char type = words[2].charAt(0);
    int colon = words[2].indexOf(':');
    if (type != 'c' && type != 'b' || !isNumber(words[2], 1, colon)) {
      return Optional.empty();
    }
    if (!isNumber(words[2], colon + 1, words[2].length())) {
      return Optional.empty();
    }
    return Optional.of(
        new DeviceNode(
            words[0],
            words[1],
            type,
            Long.parseLong(words[2], 1, colon, 10),
            Long.parseLong(words[2], colon + 1, words[2].length(), 10)));
  }

  /** Digits only, and no more of them than 32 bits have. */
  private static boolean isNumber(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return to > from && to - from <= HIGHEST;
  }
}
