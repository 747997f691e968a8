package dlkm.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A section of {@code docs/spec.md}, by its number.
 *
 * @param number as it is cited, without the sign
 */
record Section(String number) {

  private static final String NUMBER = "(\\d+(?:\\.\\d+)*[a-z]?)";
  private static final Pattern HEADING = Pattern.compile("(?m)^##+ " + NUMBER + "\\.? ");
  private static final Pattern CITED = Pattern.compile("§" + NUMBER);

  /** The sections that a text has headings of. */
  static List<Section> headings(String text) {
    return all(HEADING, text);
  }

  /** The sections that a text cites. */
  static List<Section> cited(String text) {
    return all(CITED, text);
  }

  private static List<Section> all(Pattern pattern, String text) {
    List<Section> sections = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      sections.add(new Section(matcher.group(1)));
    }
    return sections;
  }

  boolean contains(Section other) {
    return other.number.startsWith(number + ".");
  }

  @Override
  public String toString() {
    return "§" + number;
  }
}
