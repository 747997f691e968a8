package dlkm.graph;

import dlkm.graph.Placement.Box;
import dlkm.graph.Placement.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places a graph: each connected part in layers from left to right, needs to the right of who needs
 * them; the parts below and beside each other, ours first, of others the large ones; modules
 * without dependencies in a grid below.
 */
final class GraphLayout {

  private static final int GAP = 64;
  private static final int ROOM = Placement.HEIGHT + 8;
  private static final int PART_GAP = 28;
  private static final int HEADING = 34;
  private static final int COLUMN_GAP = 10;

  /** The advance of a character in the drawing's fixed-width font, at its size. */
  private static final double CHARACTER = 7.3;

  private static final int PHASE_CHARACTER = 6;

  private GraphLayout() {}

  static Placement of(Graph graph) {
    List<Placement> parts = new ArrayList<>();
    List<ModuleNode> alone = new ArrayList<>();
    for (List<ModuleNode> part : parts(graph)) {
      if (part.size() == 1) {
        alone.add(part.getFirst());
      } else {
        parts.add(part(graph, part));
      }
    }
    // Small parts of ours would be lost beside a large one.
    parts.sort(
        Comparator.comparingInt(
            part ->
                isOthers(part) ? Integer.MAX_VALUE - part.boxes().size() : part.boxes().size()));
    alone.sort(Comparator.comparing(node -> !node.isOurs()));
    return packed(parts, alone);
  }

  private static boolean isOthers(Placement part) {
    return part.boxes().stream().noneMatch(box -> box.node().isOurs());
  }

  static int width(ModuleNode node) {
    int phase = node.phase().map(p -> 10 + PHASE_CHARACTER * p.name().length()).orElse(0);
    return 22 + (int) Math.ceil(node.name().length() * CHARACTER) + phase;
  }

  /** The connected parts, in the order of their first names. */
  private static List<List<ModuleNode>> parts(Graph graph) {
    Map<String, Set<String>> neighbours = new HashMap<>();
    for (Edge edge : graph.edges()) {
      neighbours.computeIfAbsent(edge.from(), _ -> new HashSet<>()).add(edge.to());
      neighbours.computeIfAbsent(edge.to(), _ -> new HashSet<>()).add(edge.from());
    }
    List<List<ModuleNode>> parts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ModuleNode node : graph.nodes()) {
      if (seen.add(node.name())) {
        Set<String> names = new HashSet<>(Set.of(node.name()));
        Deque<String> todo = new ArrayDeque<>(names);
        while (!todo.isEmpty()) {
          for (String other : neighbours.getOrDefault(todo.pop(), Set.of())) {
            if (names.add(other)) {
              todo.add(other);
            }
          }
        }
        seen.addAll(names);
        parts.add(graph.nodes().stream().filter(each -> names.contains(each.name())).toList());
      }
    }
    return parts;
  }

  private static Placement part(Graph graph, List<ModuleNode> nodes) {
    Map<String, Integer> numbers = new HashMap<>();
    nodes.forEach(node -> numbers.put(node.name(), numbers.size()));
    List<Edge> edges =
        graph.edges().stream().filter(edge -> numbers.containsKey(edge.from())).toList();
    Layers layers =
        Layers.of(
            nodes.size(),
            edges.stream()
                .map(edge -> new int[] {numbers.get(edge.from()), numbers.get(edge.to())})
                .toList());
    List<List<Integer>> order = LayerOrder.of(layers);
    double[] y = LayerPositions.of(layers, order, ROOM);
    int[] left = new int[order.size() + 1];
    int[] widest = new int[order.size()];
    for (int i = 0; i < order.size(); i++) {
      for (int vertex : order.get(i)) {
        widest[i] = Math.max(widest[i], layers.isBend(vertex) ? 0 : width(nodes.get(vertex)));
      }
      left[i + 1] = left[i] + widest[i] + GAP;
    }
    List<Box> boxes = new ArrayList<>();
    int height = 0;
    for (int i = 0; i < nodes.size(); i++) {
      int top = (int) Math.round(y[i]);
      boxes.add(new Box(nodes.get(i), left[layers.layer().get(i)], top, width(nodes.get(i))));
      height = Math.max(height, top + Placement.HEIGHT);
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      int[] chain = layers.chains().get(i);
      Line line = new Line(edges.get(i), points(layers, chain, y, left, widest, boxes));
      boolean turned = chain[0] != numbers.get(edges.get(i).from());
      lines.add(turned ? line.turned() : line);
    }
    for (double each : y) {
      height = Math.max(height, (int) each + Placement.HEIGHT);
    }
    return new Placement(boxes, lines, left[order.size()] - GAP, height, height);
  }

  /** A line leaves a box on its right, passes each layer level, and meets the other's left side. */
  private static List<Integer> points(
      Layers layers, int[] chain, double[] y, int[] left, int[] widest, List<Box> boxes) {
    List<Integer> points = new ArrayList<>();
    for (int i = 0; i < chain.length; i++) {
      int layer = layers.layer().get(chain[i]);
      int middle = (int) Math.round(y[chain[i]]) + Placement.HEIGHT / 2;
      if (i > 0) {
        points.add(left[layer]);
        points.add(middle);
      }
      if (i < chain.length - 1) {
        points.add(left[layer] + (i == 0 ? boxes.get(chain[0]).width() : widest[layer]));
        points.add(middle);
      }
    }
    return points;
  }

  private static Placement packed(List<Placement> parts, List<ModuleNode> alone) {
    double area = 0;
    int widest = 0;
    for (Placement part : parts) {
      area += (double) (part.width() + PART_GAP) * (part.height() + PART_GAP);
      widest = Math.max(widest, part.width());
    }
    for (ModuleNode node : alone) {
      area += (double) width(node) * ROOM;
    }
    int limit = Math.max(Math.max(widest, 560), (int) Math.sqrt(area * 1.7));
    List<Box> boxes = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    int x = 0;
    int y = 0;
    int bottom = 0;
    int right = 0;
    for (Placement part : parts) {
      boolean muchHigher = part.height() > 4 * (bottom - y);
      if (x > 0 && (x + part.width() > limit || muchHigher)) {
        x = 0;
        y = bottom + PART_GAP;
      }
      for (Box box : part.boxes()) {
        boxes.add(box.moved(x, y));
      }
      for (Line line : part.lines()) {
        lines.add(line.moved(x, y));
      }
      bottom = Math.max(bottom, y + part.height());
      right = Math.max(right, x + part.width());
      x += part.width() + GAP;
    }
    int top = bottom;
    if (!alone.isEmpty()) {
      List<Box> grid = grid(alone, limit, parts.isEmpty() ? HEADING : bottom + PART_GAP + HEADING);
      boxes.addAll(grid);
      for (Box box : grid) {
        right = Math.max(right, box.x() + box.width());
        bottom = Math.max(bottom, box.y() + Placement.HEIGHT);
      }
      top = grid.getFirst().y() - HEADING;
    }
    return new Placement(boxes, lines, right, bottom, alone.isEmpty() ? bottom : top);
  }

  /** Columns that most boxes fit into, filled row by row; a wider box takes several. */
  private static List<Box> grid(List<ModuleNode> nodes, int limit, int top) {
    int[] widths = nodes.stream().mapToInt(GraphLayout::width).sorted().toArray();
    int column = widths[(widths.length - 1) * 9 / 10] + COLUMN_GAP;
    int columns = Math.max(1, (limit + COLUMN_GAP) / column);
    List<Box> boxes = new ArrayList<>();
    int at = 0;
    for (ModuleNode node : nodes) {
      int taken = (width(node) + COLUMN_GAP + column - 1) / column;
      if (at % columns + taken > columns && at % columns > 0) {
        at += columns - at % columns;
      }
      boxes.add(new Box(node, at % columns * column, top + at / columns * ROOM, width(node)));
      at += taken > columns ? columns : taken;
    }
    return boxes;
  }
}
