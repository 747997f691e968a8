package dlkm.graph;

import static dlkm.graph.SomeGraphs.edge;
import static dlkm.graph.SomeGraphs.others;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DependencyTreeTest {

  private static List<String> lines(Graph graph) {
    return DependencyTree.of(graph).stream()
        .map(row -> row.prefix() + row.node().name() + (row.repeated() ? " (above)" : ""))
        .toList();
  }

  @Test
  void needsAreBelowWhoNeedsThemAndOursComeFirst() {
    assertThat(lines(SomeGraphs.small()))
        .containsExactly("front", "├─ back", "│  ├─ crc", "│  └─ gone", "└─ crc", "alone");
  }

  @Test
  void whatAModuleNeedsIsShownOnce() {
    Graph shared =
        new Graph(
            "6.1.0",
            List.of(others("a"), others("b"), others("c"), others("d")),
            List.of(edge("a", "c"), edge("b", "c"), edge("c", "d")));

    assertThat(lines(shared)).containsExactly("a", "└─ c", "   └─ d", "b", "└─ c (above)");
  }

  @Test
  void aCircleIsShownFromItsFirstName() {
    Graph circle =
        new Graph(
            "6.1.0",
            List.of(others("x"), others("y"), others("z")),
            List.of(edge("x", "y"), edge("y", "z"), edge("z", "x")));

    assertThat(lines(circle)).containsExactly("x", "└─ y", "   └─ z", "      └─ x (above)");
  }

  @Test
  void everyModuleIsInTheTree() {
    Graph graph = SomeGraphs.random(60, 90, 5);

    assertThat(DependencyTree.of(graph))
        .extracting(row -> row.node().name())
        .containsAll(graph.nodes().stream().map(ModuleNode::name).toList());
  }
}
