package dlkm.graph;

import static dlkm.graph.SomeGraphs.edge;
import static dlkm.graph.SomeGraphs.others;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.graph.Placement.Box;
import dlkm.graph.Placement.Line;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class DrawingTest {

  private static Map<String, Box> boxes(Placement placement) {
    return placement.boxes().stream()
        .collect(Collectors.toMap(box -> box.node().name(), Function.identity()));
  }

  @Test
  void everyModuleHasABoxAndEveryDependencyALine() throws SAXException {
    Document svg = Xml.parse(Drawing.of(SomeGraphs.small()));

    assertThat(svg.getDocumentElement().getNamespaceURI()).isNull();
    assertThat(svg.getDocumentElement().getAttribute("xmlns"))
        .isEqualTo("http://www.w3.org/2000/svg");
    assertThat(Xml.ofClass(svg, "text", "name"))
        .extracting(Element::getTextContent)
        .containsExactlyInAnyOrder("front", "back", "crc", "gone", "alone");
    assertThat(
            Xml.ofClass(svg, "path", "edge").stream()
                .filter(line -> line.hasAttribute("data-from"))
                .map(Element::getTextContent))
        .containsExactlyInAnyOrder(
            "front needs back (symbol+declared)",
            "front needs crc (symbol)",
            "back needs crc (symbol)",
            "back needs gone (declared)");
    assertThat(Xml.ofClass(svg, "g", "MISSING")).isNotEmpty();
    assertThat(Xml.ofClass(svg, "text", "phase")).hasSize(2);
  }

  @Test
  void hostileTextIsTextInTheDrawing() throws SAXException {
    Document svg = Xml.parse(Drawing.of(SomeGraphs.hostile()));

    assertThat(Xml.elements(svg, "script")).isEmpty();
    assertThat(Xml.ofClass(svg, "text", "name").getFirst().getTextContent())
        .startsWith("\"'><script>alert(1)</script>&amp;\\n")
        .doesNotContain("\u0001", "\u001b", "\ufffe");
  }

  @Test
  void theParserFindsWhatIsBroken() {
    String broken = Drawing.of(SomeGraphs.small()).replaceFirst("</g>", "");

    assertThatThrownBy(() -> Xml.parse(broken)).isInstanceOf(SAXException.class);
  }

  @Test
  void anEmptyGraphIsADrawingToo() throws SAXException {
    Document svg = Xml.parse(Drawing.of(new Graph("6.1.0", List.of(), List.of())));

    assertThat(Xml.ofClass(svg, "g", "node")).isEmpty();
  }

  @Test
  void needsAreToTheRightOfWhoNeedsThem() {
    Map<String, Box> boxes = boxes(GraphLayout.of(SomeGraphs.small()));

    assertThat(boxes.get("front").x()).isLessThan(boxes.get("back").x());
    assertThat(boxes.get("back").x()).isLessThan(boxes.get("crc").x());
    assertThat(boxes.get("alone").y()).isGreaterThan(boxes.get("gone").y());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noTwoBoxesOverlapAndLinesMeetTheirBoxes(long seed) {
    Placement placement = GraphLayout.of(SomeGraphs.random(120, 130, seed));

    List<Box> all = placement.boxes();
    assertThat(all).hasSize(120);
    for (int i = 0; i < all.size(); i++) {
      for (int k = 0; k < i; k++) {
        assertThat(overlap(all.get(i), all.get(k))).as(all.get(i) + " " + all.get(k)).isFalse();
      }
    }
    Map<String, Box> boxes = boxes(placement);
    assertThat(placement.lines()).hasSize(130);
    for (Line line : placement.lines()) {
      List<Integer> points = line.points();
      assertThat(touches(boxes.get(line.edge().from()), points.get(0), points.get(1))).isTrue();
      int last = points.size() - 2;
      assertThat(touches(boxes.get(line.edge().to()), points.get(last), points.get(last + 1)))
          .isTrue();
    }
    assertThat(all)
        .allMatch(box -> box.x() >= 0 && box.x() + box.width() <= placement.width())
        .allMatch(box -> box.y() >= 0 && box.y() + Placement.HEIGHT <= placement.height());
  }

  private static boolean overlap(Box one, Box other) {
    return one.x() < other.x() + other.width()
        && other.x() < one.x() + one.width()
        && Math.abs(one.y() - other.y()) < Placement.HEIGHT;
  }

  private static boolean touches(Box box, int x, int y) {
    return (x == box.x() || x == box.x() + box.width())
        && Math.abs(y - box.y() - Placement.HEIGHT / 2) <= 1;
  }

  @Test
  void linesThatNeedNotCrossDont() {
    // Drawn in the order of names, the two lines would cross.
    Graph graph =
        new Graph(
            "6.1.0",
            List.of(others("a"), others("b"), others("y"), others("z"), others("root")),
            List.of(edge("root", "a"), edge("root", "b"), edge("a", "z"), edge("b", "y")));
    Map<String, Box> boxes = boxes(GraphLayout.of(graph));

    assertThat(boxes.get("a").y() < boxes.get("b").y())
        .isEqualTo(boxes.get("z").y() < boxes.get("y").y());
  }

  @Test
  void theSameGraphIsTheSameDrawing() {
    Graph graph = SomeGraphs.random(80, 100, 9);

    assertThat(Drawing.of(SomeGraphs.shuffled(graph))).isEqualTo(Drawing.of(graph));
  }
}
