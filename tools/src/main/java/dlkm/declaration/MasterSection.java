package dlkm.declaration;

import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A section of a master file: from {@code $KEYWORD} in the first column to {@code $$$} or the end
 * of the file (spec §3.1).
 */
record MasterSection(String keyword, Where where, List<TextLine> lines) {

  static final String END = "$$$";

  /** The sections of a text by keyword, in the text's order. */
  static Map<String, MasterSection> read(String path, String text, ProblemList problems) {
    Map<String, MasterSection> sections = new LinkedHashMap<>();
    MasterSection open = null;
    for (TextLine line : TextLine.of(path, text, problems)) {
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
        open.lines.add(new TextLine(line.where(), line.text().strip()));
      }
    }
    return sections;
  }

  private static MasterSection begin(
      TextLine line,
      MasterSection open,
      Map<String, MasterSection> sections,
      ProblemList problems) {
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
    MasterSection section = new MasterSection(line.first(), line.where(), new ArrayList<>());
    MasterSection earlier = sections.putIfAbsent(section.keyword, section);
    if (earlier != null) {
      problems.at(
          line.where(),
          section.keyword + " is there twice, first in line " + earlier.where.line(),
          "keep one");
    }
    return section;
  }

  /** The one line of a section that has one. */
  Optional<TextLine> single(String todo, ProblemList problems) {
    if (lines.isEmpty()) {
      problems.at(where, keyword + " is empty", todo);
      return Optional.empty();
    }
    for (TextLine extra : lines.subList(1, lines.size())) {
      problems.at(
          extra.where(), "'" + extra.text() + "' is a second line in " + keyword, "keep one line");
    }
    return Optional.of(lines.getFirst());
  }
}
