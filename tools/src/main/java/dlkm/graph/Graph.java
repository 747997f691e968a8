package dlkm.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Modules of a kernel and their dependencies. Nodes are sorted by name, edges by both names; no two
 * nodes have the same name, no two edges the same ends, and both ends of an edge are nodes.
 */
public record Graph(String release, List<ModuleNode> nodes, List<Edge> edges) {

  private static final Comparator<Edge> BY_ENDS =
      Comparator.comparing(Edge::from).thenComparing(Edge::to);

  public Graph {
    nodes = nodes.stream().sorted(Comparator.comparing(ModuleNode::name)).toList();
    edges = edges.stream().sorted(BY_ENDS).toList();
    Set<String> names = new HashSet<>();
    for (ModuleNode node : nodes) {
      if (!names.add(node.name())) {
        throw new IllegalArgumentException("two nodes: " + node.name());
      }
    }
    for (Edge edge : edges) {
      if (!names.contains(edge.from()) || !names.contains(edge.to())) {
        throw new IllegalArgumentException("no node: " + edge);
      }
    }
  }

  /** The edges from each module to those that it needs. */
  public Map<String, List<Edge>> needs() {
    Map<String, List<Edge>> needs = empty();
    edges.forEach(edge -> needs.get(edge.from()).add(edge));
    return needs;
  }

  /** The edges to each module from those that need it. */
  public Map<String, List<Edge>> neededBy() {
    Map<String, List<Edge>> neededBy = empty();
    edges.forEach(edge -> neededBy.get(edge.to()).add(edge));
    return neededBy;
  }

  /** The nodes by name. */
  public Map<String, ModuleNode> byName() {
    Map<String, ModuleNode> byName = new TreeMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    return byName;
  }

  private Map<String, List<Edge>> empty() {
    Map<String, List<Edge>> map = new TreeMap<>();
    nodes.forEach(node -> map.put(node.name(), new ArrayList<>()));
    return map;
  }

  /** The registered modules and all that they need. */
  public Graph ours() {
    return only(below(nodes.stream().filter(ModuleNode::isOurs).map(ModuleNode::name).toList()));
  }

  /** Some modules, all that they need, and all that need them. */
  public Graph around(Collection<String> names) {
    Set<String> kept = below(names);
    Deque<String> todo = new ArrayDeque<>(names);
    Set<String> above = new HashSet<>(names);
    Map<String, List<Edge>> neededBy = neededBy();
    while (!todo.isEmpty()) {
      for (Edge edge : neededBy.get(todo.pop())) {
        if (above.add(edge.from())) {
          todo.add(edge.from());
        }
      }
    }
    kept.addAll(above);
    return only(kept);
  }

  private Set<String> below(Collection<String> names) {
    Map<String, List<Edge>> needs = needs();
    Set<String> below = new HashSet<>(names);
    Deque<String> todo = new ArrayDeque<>(names);
    while (!todo.isEmpty()) {
      for (Edge edge : needs.get(todo.pop())) {
        if (below.add(edge.to())) {
          todo.add(edge.to());
        }
      }
    }
    return below;
  }

  private Graph only(Set<String> names) {
    return new Graph(
        release,
        nodes.stream().filter(node -> names.contains(node.name())).toList(),
        edges.stream()
            .filter(edge -> names.contains(edge.from()) && names.contains(edge.to()))
            .toList());
  }
}
