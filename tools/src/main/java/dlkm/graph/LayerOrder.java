package dlkm.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order of vertices within their layers, with few crossings of links: sweeps over the layers,
 * forth and back, order each by the mean place of the neighbours in the layer before (Sugiyama's
 * barycentre method). The best order of all sweeps is kept.
 */
final class LayerOrder {

  private static final int SWEEPS = 24;

  private final Layers layers;
  private final List<List<Integer>> before = new ArrayList<>();
  private final List<List<Integer>> after = new ArrayList<>();
  private final int[] place;

  private LayerOrder(Layers layers) {
    this.layers = layers;
    int count = layers.layer().size();
    place = new int[count];
    for (int i = 0; i < count; i++) {
      before.add(new ArrayList<>());
      after.add(new ArrayList<>());
    }
    for (int[] link : layers.links()) {
      after.get(link[0]).add(link[1]);
      before.get(link[1]).add(link[0]);
    }
  }

  /** The vertices of each layer, from top to bottom. */
  static List<List<Integer>> of(Layers layers) {
    return new LayerOrder(layers).best();
  }

  private List<List<Integer>> best() {
    List<List<Integer>> order = first();
    order.forEach(this::number);
    List<List<Integer>> best = copy(order);
    long fewest = crossings(order);
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean forth = sweep % 2 == 0;
      for (int i = 0; i < order.size(); i++) {
        sort(order.get(forth ? i : order.size() - 1 - i), forth ? before : after);
      }
      long crossings = crossings(order);
      if (crossings < fewest) {
        fewest = crossings;
        best = copy(order);
      }
    }
    return best;
  }

  /** In the order of a walk from each vertex, so that what belongs together begins together. */
  private List<List<Integer>> first() {
    List<List<Integer>> order = new ArrayList<>();
    for (int i = 0; i < layers.depth(); i++) {
      order.add(new ArrayList<>());
    }
    boolean[] seen = new boolean[place.length];
    for (int i = 0; i < place.length; i++) {
      walk(i, seen, order);
    }
    return order;
  }

  private void walk(int vertex, boolean[] seen, List<List<Integer>> order) {
    if (!seen[vertex]) {
      seen[vertex] = true;
      order.get(layers.layer().get(vertex)).add(vertex);
      after.get(vertex).forEach(other -> walk(other, seen, order));
    }
  }

  private void sort(List<Integer> layer, List<List<Integer>> neighbours) {
    double[] wanted = new double[place.length];
    for (int vertex : layer) {
      wanted[vertex] =
          neighbours.get(vertex).stream().mapToInt(n -> place[n]).average().orElse(place[vertex]);
    }
    layer.sort(Comparator.comparingDouble(vertex -> wanted[vertex]));
    number(layer);
  }

  private void number(List<Integer> layer) {
    for (int i = 0; i < layer.size(); i++) {
      place[layer.get(i)] = i;
    }
  }

  private long crossings(List<List<Integer>> order) {
    long crossings = 0;
    for (int i = 0; i + 1 < order.size(); i++) {
      crossings += crossings(order.get(i), order.get(i + 1).size());
    }
    return crossings;
  }

  /** Pairs of links that leave in one order and arrive in the other, counted by a Fenwick tree. */
  private long crossings(List<Integer> layer, int size) {
    int[] sums = new int[size + 1];
    long crossings = 0;
    int seen = 0;
    for (int vertex : layer) {
      int[] ends = after.get(vertex).stream().mapToInt(other -> place[other]).toArray();
      for (int end : ends) {
        int notBelow = 0;
        for (int i = end + 1; i > 0; i -= i & -i) {
          notBelow += sums[i];
        }
        crossings += seen - notBelow;
      }
      for (int end : ends) {
        seen++;
        for (int i = end + 1; i <= size; i += i & -i) {
          sums[i]++;
        }
      }
    }
    return crossings;
  }

  private static List<List<Integer>> copy(List<List<Integer>> order) {
    List<List<Integer>> copy = new ArrayList<>();
    order.forEach(layer -> copy.add(new ArrayList<>(layer)));
    return copy;
  }
}
