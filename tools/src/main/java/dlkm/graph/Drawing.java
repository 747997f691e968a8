package dlkm.graph;

import dlkm.graph.Placement.Box;
import dlkm.graph.Placement.Line;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The graph as SVG: needs to the right of who needs them. */
public final class Drawing {

  private static final int MARGIN = 20;
  private static final int LEGEND = 40;

  private static final String ARROW =
      """
      <marker id="arrow-KIND" class="arrow KIND" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"
        markerHeight="7" orient="auto"><path d="M0 0.8 L8 4 L0 7.2 z"/></marker>
      """;

  private final Graph graph;
  private final Placement placement;
  private final Markup svg = new Markup();
  private final Map<String, Integer> numbers = new TreeMap<>();

  private Drawing(Graph graph) {
    this.graph = graph;
    placement = GraphLayout.of(graph);
    graph.nodes().forEach(node -> numbers.put(node.name(), numbers.size()));
  }

  /** A file of its own, with a legend. */
  public static String of(Graph graph) {
    Drawing drawing = new Drawing(graph);
    drawing.svg.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    drawing.draw(true);
    return drawing.svg.toString();
  }

  /**
   * The element alone, for a page that has {@link #style}. The number of a module in the order of
   * the graph's nodes is in {@code data-m}, and in {@code data-from} and {@code data-to} of lines.
   */
  static String inline(Graph graph) {
    Drawing drawing = new Drawing(graph);
    drawing.draw(false);
    return drawing.svg.toString();
  }

  static String style() {
    return Resource.text("drawing.css");
  }

  private void draw(boolean alone) {
    int width = Math.max(placement.width(), alone ? 620 : 0) + 2 * MARGIN;
    int height = placement.height() + 2 * MARGIN + (alone ? LEGEND : 0);
    String title = "Modules of kernel " + graph.release();
    svg.open("svg")
        .set("xmlns", "http://www.w3.org/2000/svg")
        .set("class", "modules")
        .set("width", width)
        .set("height", height)
        .set("viewBox", "0 0 " + width + " " + height);
    svg.line().element("title", title).line();
    if (alone) {
      svg.raw("<style>\n").raw(style()).raw("</style>\n");
      svg.open("rect").set("class", "paper").set("width", width).set("height", height).end().line();
    }
    arrows();
    svg.open("g")
        .set("id", "drawing")
        .set("transform", "translate(" + MARGIN + " " + MARGIN + ")")
        .line();
    placement.lines().forEach(this::line);
    if (placement.alone() < placement.height()) {
      svg.open("text")
          .set("class", "heading")
          .set("x", 0)
          .set("y", placement.alone() + 20)
          .text("without dependencies")
          .close("text");
      svg.line();
    }
    placement.boxes().forEach(this::box);
    if (alone) {
      legend(placement.height() + MARGIN + 12);
    }
    svg.close("g").line().close("svg").line();
  }

  /** An arrow head for each colour of lines. */
  private void arrows() {
    svg.open("defs");
    for (String kind : List.of("plain", "need", "user")) {
      svg.raw(ARROW.replace("KIND", kind));
    }
    svg.close("defs").line();
  }

  private void line(Line line) {
    Edge edge = line.edge();
    svg.open("path")
        .set("class", "edge " + edge.strongest().word())
        .set("data-from", numbers.get(edge.from()))
        .set("data-to", numbers.get(edge.to()))
        .set("d", path(line.points()));
    svg.element("title", edge.from() + " needs " + edge.to() + " (" + edge.words() + ")");
    svg.close("path").line();
  }

  /** Curves between layers, straight in them. */
  private static String path(List<Integer> points) {
    StringBuilder path = new StringBuilder();
    path.append('M').append(points.get(0)).append(' ').append(points.get(1));
    for (int i = 2; i < points.size(); i += 4) {
      int x = points.get(i);
      int y = points.get(i + 1);
      int bend = (points.get(i - 2) + x) / 2;
      path.append(" C").append(bend).append(' ').append(points.get(i - 1));
      path.append(' ').append(bend).append(' ').append(y);
      path.append(' ').append(x).append(' ').append(y);
      if (i + 2 < points.size()) {
        path.append(" L").append(points.get(i + 2)).append(' ').append(points.get(i + 3));
      }
    }
    return path.toString();
  }

  private void box(Box box) {
    ModuleNode node = box.node();
    svg.open("g")
        .set("class", "node " + node.state().word() + " " + node.origin().word())
        .set("data-m", numbers.get(node.name()))
        .set("transform", "translate(" + box.x() + " " + box.y() + ")");
    svg.element("title", summary(node));
    svg.open("rect")
        .set("class", "box")
        .set("width", box.width())
        .set("height", Placement.HEIGHT)
        .set("rx", 4)
        .end();
    svg.open("rect")
        .set("class", "mark")
        .set("x", 5)
        .set("y", 6)
        .set("width", 4)
        .set("height", 12)
        .set("rx", 2)
        .end();
    svg.open("text").set("class", "name").set("x", 14).set("y", 16).text(node.name()).close("text");
    if (node.phase().isPresent()) {
      svg.open("text")
          .set("class", "phase")
          .set("x", box.width() - 6)
          .set("y", 15.5)
          .text(node.phaseWord())
          .close("text");
    }
    svg.close("g").line();
  }

  /** What a pointer on the box shows. */
  static String summary(ModuleNode node) {
    StringBuilder summary = new StringBuilder(node.name() + ": " + node.state().word());
    node.phase().ifPresent(phase -> summary.append(", ").append(phase.name()));
    if (!node.facts().version().isEmpty()) {
      summary.append(", version ").append(node.facts().version());
    }
    if (!node.facts().note().isEmpty()) {
      summary.append(", ").append(node.facts().note());
    }
    return summary.toString();
  }

  private void legend(int y) {
    svg.open("g").set("class", "legend").set("transform", "translate(0 " + y + ")");
    int x = 0;
    for (Need need : Need.values()) {
      svg.open("path")
          .set("class", "edge " + need.word())
          .set("d", "M" + x + " 8 L" + (x + 30) + " 8")
          .end();
      svg.open("text").set("x", x + 36).set("y", 12).text(need.word()).close("text");
      x += 52 + 7 * need.word().length();
    }
    for (State state : State.values()) {
      if (graph.nodes().stream().anyMatch(node -> node.state() == state)) {
        svg.open("g")
            .set("class", "node " + state.word())
            .set("transform", "translate(" + x + " 0)");
        svg.open("rect")
            .set("class", "mark")
            .set("y", 2)
            .set("width", 4)
            .set("height", 12)
            .set("rx", 2)
            .end();
        svg.open("text").set("x", 9).set("y", 12).text(state.word()).close("text").close("g");
        x += 28 + 7 * state.word().length();
      }
    }
    svg.close("g").line();
  }
}
