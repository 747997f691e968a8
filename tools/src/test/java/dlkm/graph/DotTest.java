package dlkm.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DotTest {

  /** Graphviz's tokens as far as we write them. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([A-Za-z_][A-Za-z0-9_]*|[0-9]+)|(->|[{}\\[\\]=;,]))");

  private static final Pattern STATEMENT =
      Pattern.compile("(?:N (?:-> N )?(?:\\[ N = N (?:, N = N )*\\] )?;|N = N ;) ?");

  /** The texts of a file in their order, if it is a digraph and nothing else. */
  private static List<String> texts(String dot) {
    List<String> texts = new ArrayList<>();
    StringBuilder shape = new StringBuilder();
    Matcher token = TOKEN.matcher(dot.strip());
    while (token.lookingAt()) {
      shape.append(token.group(3) == null ? "N" : token.group(3)).append(' ');
      if (token.group(1) != null) {
        texts.add(token.group(1).replaceAll("\\\\([\"\\\\])", "$1"));
      }
      token.region(token.end(), token.regionEnd());
    }
    assertThat(token.regionStart()).as("all of it is tokens").isEqualTo(dot.strip().length());
    assertThat(shape.toString()).startsWith("N N { ").endsWith("} ");
    String statements = shape.substring("N N { ".length(), shape.length() - "} ".length());
    assertThat(STATEMENT.matcher(statements).replaceAll("")).as("all are statements").isEmpty();
    return texts;
  }

  @Test
  void modulesAndDependenciesAreStatements() {
    String dot = Dot.of(SomeGraphs.small());

    assertThat(texts(dot)).contains("front", "back", "crc", "gone", "alone");
    assertThat(dot)
        .contains("\"front\" [label=\"front\\nLOADED INIT 1.0\", penwidth=2];\n")
        .contains("\"front\" -> \"back\";\n")
        .contains("\"back\" -> \"gone\" [style=dashed];\n");
  }

  @Test
  void aHostileNameStaysAName() {
    List<String> texts = texts(Dot.of(SomeGraphs.hostile()));

    // The graph, two nodes with labels, an edge with two ends.
    assertThat(texts).hasSize(7);
    assertThat(texts.get(1)).startsWith("\"'><script>alert(1)</script>&amp;\\n");
    assertThat(texts).noneMatch(text -> text.chars().anyMatch(Character::isISOControl));
  }

  @Test
  void aBrokenFileIsFound() {
    String dot = Dot.of(SomeGraphs.small());

    for (String broken :
        List.of(
            dot.replace("->", "-"), dot.replace("];", ";"), dot.replaceFirst("\"back\"", "\"b"))) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> texts(broken))).isNotNull();
    }
  }

  @Test
  void theSameGraphIsTheSameText() {
    Graph graph = SomeGraphs.random(40, 60, 3);

    assertThat(Dot.of(SomeGraphs.shuffled(graph))).isEqualTo(Dot.of(graph));
  }
}
