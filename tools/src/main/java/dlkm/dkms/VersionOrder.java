package dlkm.dkms;

import java.util.Comparator;

/** The order of versions: as texts, with their numbers filled up to three digits. */
final class VersionOrder {

  static final Comparator<String> OLDEST_FIRST = Comparator.comparing(VersionOrder::padded);

  private static final int DIGITS = 3;

  private VersionOrder() {}

  static boolean isNewer(String version, String than) {
    return OLDEST_FIRST.compare(version, than) > 0;
  }

  static String padded(String version) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < version.length()) {
      int from = i;
      while (i < version.length() && version.charAt(i) >= '0' && version.charAt(i) <= '9') {
        i++;
      }
      if (i > from) {
        text.repeat('0', Math.max(0, DIGITS - (i - from))).append(version, from, i);
      } else {
        text.append(version.charAt(i++));
      }
    }
    return text.toString();
  }
}
