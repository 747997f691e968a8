package dlkm.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries of an image's {@code modinfo} that would do harm where others use them: a line end puts a
 * second line, an {@code install} command for example, into a configuration file of modprobe; a
 * device's node or a firmware file may lie outside of its folder.
 */
public final class UnsafeModinfo {

  private static final String NODE = "devname:";

  private UnsafeModinfo() {}

  /** The reasons to refuse an image; none for what a kernel's own build makes. */
  public static List<String> of(ModuleImage image) {
    List<String> reasons = new ArrayList<>();
    for (String alias : image.aliases()) {
      if (hasControl(alias)) {
        reasons.add("its alias '" + shown(alias) + "' has a control character");
      } else if (alias.startsWith(NODE) && !isBelow(alias.substring(NODE.length()))) {
        reasons.add("its alias '" + alias + "' leads out of /dev");
      }
    }
    for (String entry : image.softdeps()) {
      if (hasControl(entry)) {
        reasons.add("its soft dependency '" + shown(entry) + "' has a control character");
      }
    }
    for (String firmware : image.firmware()) {
      if (hasControl(firmware) || !isBelow(firmware) || isPattern(firmware)) {
        reasons.add("its firmware '" + shown(firmware) + "' is not the name of a file");
      }
    }
    return reasons;
  }

  /** Whether a path stays below the folder that it is taken from. */
  public static boolean isBelow(String path) {
    return !path.isEmpty() && path.charAt(0) != '/' && !("/" + path + "/").contains("/../");
  }

  private static boolean isPattern(String path) {
    return path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == ' ');
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private static String shown(String text) {
    StringBuilder line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, '?');
      }
    }
    return line.toString();
  }
}
