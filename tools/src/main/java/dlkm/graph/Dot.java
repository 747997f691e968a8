package dlkm.graph;

import java.util.Map;

/** The graph in the language of Graphviz. */
public final class Dot {

  private Dot() {}

  public static String of(Graph graph) {
    StringBuilder dot = new StringBuilder(4096);
    dot.append("digraph ").append(quoted("modules of " + graph.release())).append(" {\n");
    dot.append("  rankdir=LR;\n");
    dot.append("  node [shape=box, style=filled, fillcolor=white, fontname=monospace];\n");
    for (ModuleNode node : graph.nodes()) {
      dot.append("  ").append(quoted(node.name())).append(" [label=").append(label(node));
      if (node.isOurs()) {
        dot.append(", penwidth=2");
      }
      dot.append(style(node.state())).append("];\n");
    }
    for (Edge edge : graph.edges()) {
      dot.append("  ").append(quoted(edge.from())).append(" -> ").append(quoted(edge.to()));
      dot.append(LINES.get(edge.strongest())).append(";\n");
    }
    return dot.append("}\n").toString();
  }

  private static final Map<Need, String> LINES =
      Map.of(
          Need.SYMBOL, "",
          Need.DECLARED, " [style=dashed]",
          Need.SOFT, " [style=dotted]");

  private static String style(State state) {
    return switch (state) {
      case LOADED -> "";
      case LOADING, UNLOADING -> ", fillcolor=khaki";
      case UNLOADED -> ", style=dashed";
      case BUILT_IN -> ", fillcolor=lightgrey";
      case MISSING -> ", color=red, fontcolor=red";
    };
  }

  private static String label(ModuleNode node) {
    StringBuilder second = new StringBuilder(node.state().word());
    node.phase().ifPresent(phase -> second.append(' ').append(phase.name()));
    if (!node.facts().version().isEmpty()) {
      second.append(' ').append(node.facts().version());
    }
    // Graphviz reads entities in a label, and \n is its line end.
    return "\""
        + body(node.name()).replace("&", "&amp;")
        + "\\n"
        + body(second.toString()).replace("&", "&amp;")
        + "\"";
  }

  private static String quoted(String text) {
    return "\"" + body(text) + "\"";
  }

  /** In quotes, a quote ends a string and a backslash begins an escape. */
  private static String body(String text) {
    StringBuilder body = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        body.append('\\');
      }
      body.append(Character.isISOControl(c) ? '\ufffd' : c);
    }
    return body.toString();
  }
}
