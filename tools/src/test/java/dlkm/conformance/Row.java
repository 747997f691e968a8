package dlkm.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of {@code docs/conformance.md}: a rule, its state, and the proof or the reason.
 *
 * @param line its line in the file
 * @param rule begins with the section
 */
record Row(int line, String rule, String state, String why) {

  static final String PROVED = "proved";
  static final String MISSING = "missing";
  static final String RULED_OUT = "ruled out";

  private static final Pattern PROOF = Pattern.compile("`([^`]+)`");

  /** The rows of the tables of a text; those whose first cell begins with a section. */
  static List<Row> of(String text) {
    List<Row> rows = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("| §")) {
        String[] cells = lines.get(i).split("\\|", -1);
        String why = cells.length == 5 ? cells[3].strip() : "";
        rows.add(new Row(i + 1, cells[1].strip(), cells[2].strip(), why));
      }
    }
    return rows;
  }

  Section section() {
    return Section.cited(rule).getFirst();
  }

  /** The tests that prove a rule that is proved. */
  List<Proof> proofs() {
    List<Proof> proofs = new ArrayList<>();
    Matcher matcher = PROOF.matcher(why);
    while (state.equals(PROVED) && matcher.find()) {
      proofs.add(Proof.of(matcher.group(1)));
    }
    return proofs;
  }

  @Override
  public String toString() {
    return "docs/conformance.md:" + line + ": " + rule;
  }
}
