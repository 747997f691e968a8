package dlkm.graph;

import dlkm.boot.BootRecord;
import dlkm.declaration.Phase;
import dlkm.host.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The graph as one HTML page that needs nothing else: the drawing, a list of the modules with all
 * that is known of them, a search, filters, and the timeline of the boot. It can be read without
 * its script too. The page permits itself its own styles and script alone, by their hashes, so that
 * a text that became markup still couldn't run.
 */
public final class Page {

  private final Graph graph;
  private final BootRecord boot;
  private final Map<String, List<Edge>> needs;
  private final Map<String, List<Edge>> neededBy;
  private final Markup html = new Markup();

  private Page(Graph graph, BootRecord boot) {
    this.graph = graph;
    this.boot = boot;
    needs = graph.needs();
    neededBy = graph.neededBy();
  }

  /**
   * The page.
   *
   * @param boot of the running kernel; nothing is shown of an empty one
   */
  public static String of(Graph graph, BootRecord boot) {
    Page page = new Page(graph, boot);
    page.write();
    return page.html.toString();
  }

  private void write() {
    String style = Drawing.style() + Resource.text("page.css");
    String script = Resource.text("page.js");
    html.raw(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        """);
    html.open("meta")
        .set("http-equiv", "Content-Security-Policy")
        .set(
            "content",
            "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script))
        .end();
    html.line();
    html.raw(
        """
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        """);
    html.element("title", "Kernel modules of " + graph.release()).line();
    html.raw("<style>").raw(style).raw("</style>\n</head>\n<body>\n<aside>\n<header>");
    html.element("h1", "Kernel modules").open("p").set("class", "counts").text(counts()).close("p");
    html.raw("</header>\n");
    search();
    list();
    html.raw("</aside>\n<main>\n");
    picture();
    timeline();
    html.raw("</main>\n<script>").raw(script).raw("</script>\n</body>\n</html>\n");
  }

  private static String hash(String text) {
    byte[] sum = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(sum) + "'";
  }

  private String counts() {
    long ours = graph.nodes().stream().filter(ModuleNode::isOurs).count();
    long loaded = graph.nodes().stream().filter(node -> node.state() == State.LOADED).count();
    int all = graph.nodes().size();
    String modules = all + (all == 1 ? " module, " : " modules, ");
    return graph.release() + ": " + modules + loaded + " loaded, " + ours + " registered";
  }

  private void search() {
    html.raw(
        """
        <form id="filters" role="search">
        <label class="find"><span>Search</span><input type="search" id="search" autocomplete="off"
          spellcheck="false" placeholder="name, version or description"/></label>
        """);
    facet("State", "state", Stream.of(State.values()).map(State::word), n -> n.state().word());
    Stream<String> phases = Stream.of(Phase.values()).map(Phase::name);
    facet("Phase", "phase", Stream.concat(phases, Stream.of("-")), ModuleNode::phaseWord);
    facet(
        "Origin",
        "origin",
        Stream.of(ModuleOrigin.values()).map(ModuleOrigin::word),
        n -> n.origin().word());
    html.raw("<p id=\"shown\" role=\"status\"></p>\n</form>\n");
  }

  /** Boxes to tick for the values that there are; a single value leaves nothing to choose. */
  private void facet(
      String title, String name, Stream<String> values, Function<ModuleNode, String> value) {
    Map<String, Integer> counts = new TreeMap<>();
    graph.nodes().forEach(node -> counts.merge(value.apply(node), 1, Integer::sum));
    if (counts.size() < 2) {
      return;
    }
    html.raw("<fieldset>").element("legend", title);
    for (String each : values.filter(counts::containsKey).toList()) {
      html.raw("<label>");
      html.open("input").set("type", "checkbox").set("name", name).set("value", each).end();
      html.open("span")
          .set("class", "of " + each)
          .text(each.equals("-") ? "none" : each)
          .close("span");
      html.element("small", String.valueOf(counts.get(each))).raw("</label>");
    }
    html.raw("</fieldset>\n");
  }

  private void list() {
    html.raw("<div id=\"list\">\n");
    for (boolean ours : new boolean[] {true, false}) {
      for (int i = 0; i < graph.nodes().size(); i++) {
        if (graph.nodes().get(i).isOurs() == ours) {
          entry(graph.nodes().get(i), i);
        }
      }
    }
    html.raw("</div>\n");
  }

  private void entry(ModuleNode node, int number) {
    html.open("details")
        .set("name", "module")
        .set("class", node.state().word() + " " + node.origin().word())
        .set("data-m", number)
        .set("data-name", node.name())
        .set("data-state", node.state().word())
        .set("data-phase", node.phaseWord())
        .set("data-origin", node.origin().word())
        .set(
            "data-text",
            node.name() + " " + node.facts().version() + " " + node.facts().description());
    html.raw("<summary>").open("span").set("class", "name").text(node.name()).close("span");
    node.phase()
        .ifPresent(
            phase -> html.open("span").set("class", "phase").text(phase.name()).close("span"));
    html.raw("</summary><dl>");
    ModuleNode.Facts facts = node.facts();
    field("State", node.state().word());
    field("Description", facts.description());
    field("Version", facts.version());
    field("Module id", facts.id());
    field("Phase", node.phase().isPresent() ? node.phaseWord() : "");
    field("Size", facts.size().isPresent() ? facts.size().getAsLong() + " bytes" : "");
    field("Taint", facts.taint());
    field("Tunables", String.join(", ", facts.tunables()));
    field("Note", facts.note());
    links("Needs", needs.get(node.name()), Edge::to);
    links("Needed by", neededBy.get(node.name()), Edge::from);
    field("Held by", String.join(", ", outside(node)));
    html.raw("</dl></details>\n");
  }

  /** The holders that are not in the graph. */
  private List<String> outside(ModuleNode node) {
    List<String> holders = new ArrayList<>(node.facts().use().words());
    neededBy.get(node.name()).forEach(edge -> holders.remove(edge.from()));
    return holders;
  }

  private void field(String label, String value) {
    if (!value.isEmpty()) {
      html.element("dt", label).element("dd", value);
    }
  }

  private void links(String label, List<Edge> edges, Function<Edge, String> end) {
    if (edges.isEmpty()) {
      return;
    }
    html.element("dt", label).raw("<dd>");
    String between = "";
    for (Edge edge : edges) {
      String name = end.apply(edge);
      html.raw(between).open("a").set("href", "#module=" + encoded(name)).text(name).close("a");
      if (edge.strongest() != Need.SYMBOL || edge.needs().size() > 1) {
        html.text(" ").element("small", edge.words());
      }
      between = ", ";
    }
    html.raw("</dd>");
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  private void picture() {
    html.raw(
        """
        <div id="canvas">
        <section id="picture" tabindex="0" aria-label="Picture of the dependencies">
        """);
    html.raw(Drawing.inline(graph));
    html.raw(
        """
        </section>
        <svg id="map" aria-hidden="true"><use href="#drawing"/><rect/></svg>
        <p class="tools"><button type="button" id="out" title="smaller (-)">−</button>
        <button type="button" id="in" title="larger (+)">+</button>
        <button type="button" id="fit" title="show all (0)">all</button></p>
        </div>
        <p class="key"><span class="line symbol">symbol</span>
        <span class="line declared">declared</span>
        <span class="line soft">soft</span>
        <span class="need">needed by the chosen module</span>
        <span class="user">needs it</span></p>
        """);
  }

  private void timeline() {
    if (!boot.spans().isEmpty()) {
      html.raw("<details id=\"boot\" open=\"\"><summary>Last boot</summary>\n<div>");
      html.raw(BootDrawing.inline(boot)).raw("</div></details>\n");
    }
  }
}
