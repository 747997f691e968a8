package dlkm.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The layers of a connected part of the graph: who needs is in a lower layer than what he needs. A
 * line that crosses layers has a bend in each layer between its ends, so that a link leads to the
 * next layer always. Vertices below {@code real} are modules, the others bends.
 *
 * @param layer the layer of each vertex, from 0
 * @param links from each vertex to those of the next layer
 * @param chains for each line, its vertices from the lower to the higher layer
 */
record Layers(int real, List<Integer> layer, List<int[]> links, List<int[]> chains) {

  /**
   * Puts modules into layers.
   *
   * @param count the number of modules
   * @param lines who needs whom, by numbers below the count
   */
  static Layers of(int count, List<int[]> lines) {
    List<int[]> forward = withoutCircles(count, lines);
    int[] layer = layers(count, forward);
    List<int[]> links = new ArrayList<>();
    List<int[]> chains = new ArrayList<>();
    int[] all = Arrays.copyOf(layer, layer.length);
    int used = count;
    for (int[] line : forward) {
      int length = layer[line[1]] - layer[line[0]];
      int[] chain = new int[length + 1];
      chain[0] = line[0];
      chain[length] = line[1];
      all = Arrays.copyOf(all, used + length - 1);
      for (int i = 1; i < length; i++) {
        chain[i] = used++;
        all[chain[i]] = layer[line[0]] + i;
      }
      for (int i = 0; i < length; i++) {
        links.add(new int[] {chain[i], chain[i + 1]});
      }
      chains.add(chain);
    }
    return new Layers(count, Arrays.stream(all).boxed().toList(), links, chains);
  }

  /** How many layers there are. */
  int depth() {
    return layer.stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
  }

  boolean isBend(int vertex) {
    return vertex >= real;
  }

  /** The lines, those that close a circle turned around. */
  private static List<int[]> withoutCircles(int count, List<int[]> lines) {
    List<List<Integer>> next = lists(count);
    lines.forEach(line -> next.get(line[0]).add(line[1]));
    int[] order = new int[count];
    boolean[] seen = new boolean[count];
    int[] left = {count};
    for (int i = 0; i < count; i++) {
      visit(i, next, seen, order, left);
    }
    return lines.stream()
        .map(line -> order[line[0]] < order[line[1]] ? line : new int[] {line[1], line[0]})
        .toList();
  }

  /** Numbers vertices so that who needs comes before what he needs, but for circles. */
  private static void visit(
      int vertex, List<List<Integer>> next, boolean[] seen, int[] order, int[] left) {
    if (!seen[vertex]) {
      seen[vertex] = true;
      next.get(vertex).forEach(other -> visit(other, next, seen, order, left));
      order[vertex] = --left[0];
    }
  }

  /**
   * As far to the right as the needed modules permit; then those with more users than needs go left
   * to their users, which makes lines shorter.
   */
  private static int[] layers(int count, List<int[]> lines) {
    int[] needs = new int[count];
    int[] users = new int[count];
    for (int[] line : lines) {
      needs[line[0]]++;
      users[line[1]]++;
    }
    int[] height = new int[count];
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int[] line : lines) {
        if (height[line[0]] <= height[line[1]]) {
          height[line[0]] = height[line[1]] + 1;
          changed = true;
        }
      }
    }
    int top = Arrays.stream(height).max().orElse(0);
    int[] layer = Arrays.stream(height).map(h -> top - h).toArray();
    List<Integer> fromLeft = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fromLeft.add(i);
    }
    fromLeft.sort((a, b) -> Integer.compare(layer[a], layer[b]));
    for (int vertex : fromLeft) {
      if (users[vertex] > needs[vertex]) {
        layer[vertex] =
            lines.stream().filter(l -> l[1] == vertex).mapToInt(l -> layer[l[0]]).max().orElse(-1)
                + 1;
      }
    }
    int first = Arrays.stream(layer).min().orElse(0);
    return Arrays.stream(layer).map(l -> l - first).toArray();
  }

  private static List<List<Integer>> lists(int count) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }
}
