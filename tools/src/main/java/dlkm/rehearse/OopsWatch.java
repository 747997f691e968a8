package dlkm.rehearse;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a machine in which one oops follows the other at the same place, as where the report of an
 * oops runs into it again. Nothing more is learnt from it, and each takes its time.
 */
final class OopsWatch {

  /** The same oops so many times is enough. */
  private static final int ENOUGH = 8;

  /** The kernel numbers them. A driver that quotes one has the same number each time. */
  private static final Pattern NUMBERED = Pattern.compile(": [0-9a-f]{4} \\[#(\\d{1,6})\\]");

  /** The first line of many reports; the line with the number follows. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:BUG: (?:unable to handle|kernel NULL) |general protection fault|kernel BUG at ).*");

  private final Map<String, Integer> met = new HashMap<>();
  private String place = "";
  private String begun = "";
  private int last;

  /** Takes more of the console's text, and says whether it is enough. */
  boolean isEnough(String text) {
    String all = begun + text;
    int end = all.lastIndexOf('\n') + 1;
    begun = all.substring(end);
    return all.substring(0, end).lines().filter(this::isOneMore).count() > 0;
  }

  private boolean isOneMore(String line) {
    Matcher begins = PLACE.matcher(line);
    if (begins.find()) {
      place = NUMBERED.matcher(begins.group()).replaceFirst("");
    }
    Matcher numbered = NUMBERED.matcher(line);
    if (!numbered.find() || Integer.parseInt(numbered.group(1)) != last + 1) {
      return false;
    }
    last++;
    String its = place;
    place = "";
    return !its.isEmpty() && met.merge(its, 1, Integer::sum) >= ENOUGH;
  }
}
