package dlkm.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The graph as a tree of text: modules that no other one in the graph needs, each with what it
 * needs below it. What a module needs is shown the first time only; in a circle, the tree begins at
 * the first name.
 */
public final class DependencyTree {

  /**
   * One line.
   *
   * @param prefix the lines of the tree, before the name
   * @param need how the module above needs it; nothing at the top
   * @param repeated whether its dependencies stand at its first line
   */
  public record Row(String prefix, ModuleNode node, Optional<Edge> need, boolean repeated) {}

  private final Map<String, List<Edge>> needs;
  private final Map<String, ModuleNode> nodes;
  private final Set<String> shown = new HashSet<>();
  private final List<Row> rows = new ArrayList<>();

  private DependencyTree(Graph graph) {
    needs = graph.needs();
    nodes = graph.byName();
  }

  /** Its lines: ours before others, by name. */
  public static List<Row> of(Graph graph) {
    DependencyTree tree = new DependencyTree(graph);
    Map<String, List<Edge>> neededBy = graph.neededBy();
    List<ModuleNode> ordered =
        new ArrayList<>(graph.nodes().stream().filter(ModuleNode::isOurs).toList());
    graph.nodes().stream().filter(node -> !node.isOurs()).forEach(ordered::add);
    for (ModuleNode node : ordered) {
      if (neededBy.get(node.name()).isEmpty()) {
        tree.add(node.name(), Optional.empty(), "", "");
      }
    }
    for (ModuleNode node : ordered) {
      // Of a circle, all members are needed.
      if (!tree.shown.contains(node.name())) {
        tree.add(node.name(), Optional.empty(), "", "");
      }
    }
    return List.copyOf(tree.rows);
  }

  private void add(String name, Optional<Edge> need, String prefix, String below) {
    List<Edge> edges = needs.get(name);
    boolean repeated = !shown.add(name) && !edges.isEmpty();
    rows.add(new Row(prefix, nodes.get(name), need, repeated));
    if (repeated) {
      return;
    }
    for (int i = 0; i < edges.size(); i++) {
      boolean last = i == edges.size() - 1;
      add(
          edges.get(i).to(),
          Optional.of(edges.get(i)),
          below + (last ? "└─ " : "├─ "),
          below + (last ? "   " : "│  "));
    }
  }
}
