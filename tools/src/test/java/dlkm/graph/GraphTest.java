package dlkm.graph;

import static dlkm.graph.SomeGraphs.edge;
import static dlkm.graph.SomeGraphs.others;
import static dlkm.graph.SomeGraphs.ours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {

  private static final Graph CHAIN =
      new Graph(
          "6.1.0",
          List.of(others("top"), ours("middle"), others("bottom"), others("user"), others("else")),
          List.of(
              edge("top", "middle"),
              edge("middle", "bottom"),
              edge("user", "bottom"),
              edge("else", "user")));

  @Test
  void oursAreTheRegisteredModulesAndAllThatTheyNeed() {
    assertThat(CHAIN.ours().nodes())
        .extracting(ModuleNode::name)
        .containsExactly("bottom", "middle");
    assertThat(CHAIN.ours().edges()).containsExactly(edge("middle", "bottom"));
  }

  @Test
  void aroundAModuleAreAllThatItNeedsAndAllThatNeedIt() {
    assertThat(CHAIN.around(List.of("user")).nodes())
        .extracting(ModuleNode::name)
        .containsExactly("bottom", "else", "user");
    assertThat(CHAIN.around(List.of("middle")).nodes())
        .extracting(ModuleNode::name)
        .containsExactly("bottom", "middle", "top");
  }

  @Test
  void aCircleEnds() {
    Graph circle =
        new Graph(
            "6.1.0",
            List.of(ours("a"), others("b")),
            List.of(edge("a", "b", Need.SOFT), edge("b", "a")));

    assertThat(circle.ours()).isEqualTo(circle);
    assertThat(circle.around(List.of("b"))).isEqualTo(circle);
  }

  @Test
  void theOrderDoesNotDependOnTheReader() {
    assertThat(SomeGraphs.shuffled(CHAIN)).isEqualTo(CHAIN);
  }

  @Test
  void anEdgeHasTwoNodes() {
    List<ModuleNode> nodes = List.of(ours("a"));
    List<Edge> edges = List.of(edge("a", "b"));

    assertThatThrownBy(() -> new Graph("6.1.0", nodes, edges)).hasMessageContaining("no node");
  }

  @Test
  void theStrongestNeedNamesAnEdge() {
    Edge edge = edge("a", "b", Need.SOFT, Need.DECLARED, Need.SYMBOL);

    assertThat(edge.strongest()).isEqualTo(Need.SYMBOL);
    assertThat(edge.words()).isEqualTo("symbol+declared+soft");
  }
}
