package dlkm.installedkernel;

import java.util.Comparator;

/** Which of two kernel releases is the newer one. */
final class ReleaseOrder {

  static final Comparator<String> OLDEST_FIRST = ReleaseOrder::compare;

  private ReleaseOrder() {}

  /** Numbers in a release count as numbers: 6.1.0-56 is newer than 6.1.0-9. */
  static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int iEnd = digits(one, i);
      int jEnd = digits(other, j);
      int order =
          iEnd > i && jEnd > j
              ? Long.compare(Long.parseLong(one, i, iEnd, 10), Long.parseLong(other, j, jEnd, 10))
              : Character.compare(one.charAt(i), other.charAt(j));
      if (order != 0) {
        return order;
      }
      i = Math.max(iEnd, i + 1);
      j = Math.max(jEnd, j + 1);
    }
    return Integer.compare(one.length() - i, other.length() - j);
  }

  /** The end of the digits at {@code from}; no more of them than a long takes. */
  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length()
        && end - from < 18
        && text.charAt(end) >= '0'
        && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
