package dlkm.cli;

import dlkm.graph.DependencyTree;
import dlkm.graph.Edge;
import dlkm.graph.Graph;
import dlkm.graph.ModuleNode;
import java.util.Optional;

/** The graph as a tree for people, with columns beside it. */
final class GraphText {

  private static final String NONE = "-";

  private GraphText() {}

  static String of(Graph graph) {
    Table table =
        new Table("Module", "Need", "Status", "Phase", "Version", "Size", "Note", "Held by");
    for (DependencyTree.Row row : DependencyTree.of(graph)) {
      table.row(cells(row));
    }
    return table.toString();
  }

  private static String[] cells(DependencyTree.Row row) {
    ModuleNode node = row.node();
    ModuleNode.Facts facts = node.facts();
    String need = row.need().map(Edge::words).orElse("");
    if (row.repeated()) {
      return new String[] {row.prefix() + plain(node.name()), need, "(above)", "", "", "", "", ""};
    }
    return new String[] {
      row.prefix() + plain(node.name()),
      need,
      node.state().word(),
      node.phaseWord(),
      facts.version().isEmpty() ? NONE : plain(facts.version()),
      facts.size().isPresent() ? String.valueOf(facts.size().getAsLong()) : NONE,
      plain(facts.note()),
      plain(String.join(", ", facts.use().words()))
    };
  }

  /** Names and versions come from modules: none of them may control the terminal. */
  private static String plain(String text) {
    Optional<StringBuilder> changed = Optional.empty();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        StringBuilder all = changed.orElse(new StringBuilder(text));
        all.setCharAt(i, '\ufffd');
        changed = Optional.of(all);
      }
    }
    return changed.map(StringBuilder::toString).orElse(text);
  }
}
