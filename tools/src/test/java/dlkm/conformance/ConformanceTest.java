package dlkm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/conformance.md}: each rule of {@code docs/spec.md} has a row, each row a test
 * that is there and cites the rule, or a reason; and nothing cites a rule that isn't there.
 */
class ConformanceTest {

  /** A section that isn't there, for this test of the test: §99. */
  private static final Section NOWHERE = new Section("99");

  private static final Set<String> STATES = Set.of(Row.PROVED, Row.MISSING, Row.RULED_OUT);

  private static Clone clone;
  private static List<Section> sections;
  private static List<Row> rows;

  @BeforeAll
  static void read() throws IOException {
    clone = Clone.here();
    sections = Section.headings(clone.read(clone.file("docs/spec.md")));
    rows = Row.of(clone.read(clone.file("docs/conformance.md")));
  }

  @Test
  void everyRowHasAStateAndAProofOrAReason() {
    assertThat(rows)
        .hasSizeGreaterThan(200)
        .allSatisfy(
            row -> {
              assertThat(row.state()).as(row.toString()).isIn(STATES);
              assertThat(row.why()).as("%s: three cells, none empty", row).isNotEmpty();
              assertThat(row.proofs().isEmpty())
                  .as("%s: names a test", row)
                  .isEqualTo(!row.state().equals(Row.PROVED));
            });
  }

  @Test
  void noRuleHasTwoRows() {
    assertThat(rows).extracting(Row::rule).doesNotHaveDuplicates();
  }

  @Test
  void everyTestOfARowIsThereAndCitesTheRule() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Row row : rows) {
      problems.addAll(problems(row));
    }
    assertThat(problems).isEmpty();
  }

  private static List<String> problems(Row row) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Proof proof : row.proofs()) {
      Optional<String> text = proof.text(clone);
      if (text.isEmpty()) {
        problems.add(row + ": there is no " + proof);
      } else if (!Section.cited(text.get()).contains(row.section())) {
        problems.add(row + ": " + proof + " doesn't cite spec " + row.section());
      }
    }
    return problems;
  }

  @Test
  void whatIsNotThereIsNoProof() throws IOException {
    for (String name :
        List.of(
            "ConformanceTest.noSuchMethod",
            "ConformanceTest.problems",
            "NoSuchTest.method",
            "kmtune/no-such-case",
            "first-boot: no such case",
            "held.test: no such words",
            "no-such-script: case")) {
      Row row = new Row(1, "§4.3 a rule", Row.PROVED, "`" + name + "`");
      assertThat(problems(row)).as(name).singleElement().asString().contains("there is no ");
    }
    Row other = new Row(1, "§99 a rule", Row.PROVED, "`kmtune/plan`");
    assertThat(problems(other)).singleElement().asString().contains("doesn't cite spec §99");
  }

  @Test
  void everyRowIsOfASection() {
    assertThat(rows).extracting(Row::section).isSubsetOf(sections);
  }

  @Test
  void everySectionHasARow() {
    Set<Section> covered = new HashSet<>(rows.stream().map(Row::section).toList());
    List<Section> bare = new ArrayList<>(sections);
    bare.removeIf(
        section -> covered.contains(section) || sections.stream().anyMatch(section::contains));
    assertThat(sections).hasSizeGreaterThan(40).doesNotHaveDuplicates();
    assertThat(bare).isEmpty();
  }

  @Test
  void everyCitedSectionIsThere() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : clone.files()) {
      for (Section section : Section.cited(clone.read(file))) {
        if (!sections.contains(section) && !section.equals(NOWHERE)) {
          wrong.add(clone.top().relativize(file) + ": there is no spec " + section);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
