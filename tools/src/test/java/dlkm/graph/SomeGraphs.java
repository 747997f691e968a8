package dlkm.graph;

import dlkm.declaration.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** Graphs for tests. */
final class SomeGraphs {

  /** Markup, quotes of all kinds, and characters that XML can't have. */
  static final String HOSTILE = "\"'><script>alert(1)</script>&amp;\\n\u0001\u001b[31m\ufffe\ud800";

  private SomeGraphs() {}

  static ModuleNode ours(String name) {
    return described(name, "the " + name + " driver");
  }

  static ModuleNode described(String name, String description) {
    return new ModuleNode(
        name,
        ModuleOrigin.DLKM,
        State.LOADED,
        Optional.of(Phase.INIT),
        new ModuleNode.Facts(
            "7",
            "1.0",
            OptionalLong.of(16384),
            new Use(List.of("elsewhere"), 2, List.of()),
            "OE",
            description,
            List.of("depth=" + description),
            ""));
  }

  static ModuleNode others(String name) {
    return ModuleNode.bare(name, State.LOADED);
  }

  static Edge edge(String from, String to, Need... needs) {
    return new Edge(from, to, needs.length == 0 ? Set.of(Need.SYMBOL) : Set.of(needs));
  }

  /** Two modules of ours that share one of the kernel's, one that is missing, one alone. */
  static Graph small() {
    return new Graph(
        "6.1.0",
        List.of(
            ours("front"),
            ours("back"),
            others("crc"),
            ModuleNode.bare("gone", State.MISSING),
            others("alone")),
        List.of(
            edge("front", "back", Need.DECLARED, Need.SYMBOL),
            edge("front", "crc"),
            edge("back", "crc"),
            edge("back", "gone", Need.DECLARED)));
  }

  /** All names and texts are hostile. */
  static Graph hostile() {
    return new Graph(
        HOSTILE,
        List.of(described(HOSTILE, HOSTILE), others("a" + HOSTILE)),
        List.of(edge(HOSTILE, "a" + HOSTILE, Need.SOFT)));
  }

  /** A graph with circles, of modules m0, m1, ... */
  static Graph random(int modules, int edges, long seed) {
    Random random = new Random(seed);
    List<ModuleNode> nodes = new ArrayList<>();
    for (int i = 0; i < modules; i++) {
      nodes.add(i % 7 == 0 ? ours("m" + i) : others("m" + i));
    }
    List<Edge> lines = new ArrayList<>();
    Set<List<Integer>> seen = new HashSet<>();
    while (lines.size() < edges) {
      int from = random.nextInt(modules);
      int to = random.nextInt(modules);
      if (from != to && seen.add(List.of(from, to))) {
        lines.add(edge("m" + from, "m" + to));
      }
    }
    Collections.shuffle(nodes, random);
    return new Graph("6.1.0", nodes, lines);
  }

  /** The same graph, put together in another order. */
  static Graph shuffled(Graph graph) {
    return new Graph(graph.release(), graph.nodes().reversed(), graph.edges().reversed());
  }
}
