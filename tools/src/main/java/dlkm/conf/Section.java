package dlkm.conf;

import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A section of a master file: from {@code $KEYWORD} in the first column to {@code $$$} or the end
 * of the file (spec §3.1).
 */
record Section(String keyword, Where where, List<Line> lines) {

  static final String END = "$$$";

  /** The sections of a text by keyword, in the text's order. */
  static Map<String, Section> read(String path, String text, Problems problems) {
    Map<String, Section> sections = new LinkedHashMap<>();
    Section open = null;
    for (Line line : Line.of(path, text, problems)) {
      if (line.text().equals(END)) {
        if (open == null) {
          problems.at(line.where(), "'$$$' ends no section", "remove it");
        }
        open = null;
      } else if (line.text().startsWith("$")) {
        open = begin(line, open, sections, problems);
      } else if (open == null) {
        problems.at(
            line.where(),
            "'" + line.text().strip() + "' is in no section",
            "put it between a '$KEYWORD' line and its '$$$', or '*' in front of a comment");
      } else {
        open.lines.add(new Line(line.where(), line.text().strip()));
      }
    }
    return sections;
  }

  private static Section begin(
      Line line, Section open, Map<String, Section> sections, Problems problems) {
    if (open != null) {
      problems.at(
          line.where(),
          "'" + line.first() + "' begins inside " + open.keyword + " of line " + open.where.line(),
          "end that one with '$$$'");
    }
    if (!line.rest().isEmpty()) {
      problems.at(
          line.where(),
          "'" + line.rest() + "' follows " + line.first(),
          "write the section's values on the lines after it");
    }
    Section section = new Section(line.first(), line.where(), new ArrayList<>());
    Section earlier = sections.putIfAbsent(section.keyword, section);
    if (earlier != null) {
      problems.at(
          line.where(),
          section.keyword + " is there twice, first in line " + earlier.where.line(),
          "keep one");
    }
    return section;
  }
}
