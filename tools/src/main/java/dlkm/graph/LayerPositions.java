package dlkm.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The heights of vertices: each near the mean of its neighbours, in the order of its layer, and far
 * enough from the next. One layer at a time is solved exactly (least squares under an order:
 * pool-adjacent-violators), sweep after sweep.
 */
final class LayerPositions {

  private static final int SWEEPS = 30;

  /** A long line should be straight. */
  private static final double BEND_WEIGHT = 4;

  private final Layers layers;
  private final double[] y;
  private final List<List<Integer>> neighbours = new ArrayList<>();

  private LayerPositions(Layers layers) {
    this.layers = layers;
    y = new double[layers.layer().size()];
    for (int i = 0; i < y.length; i++) {
      neighbours.add(new ArrayList<>());
    }
    for (int[] link : layers.links()) {
      neighbours.get(link[0]).add(link[1]);
      neighbours.get(link[1]).add(link[0]);
    }
  }

  /**
   * The height of each vertex's middle, from 0.
   *
   * @param order the vertices of each layer, from top to bottom
   * @param room the height that a module takes, with the space to the next; a bend takes half
   */
  static double[] of(Layers layers, List<List<Integer>> order, double room) {
    return new LayerPositions(layers).solve(order, room);
  }

  private double[] solve(List<List<Integer>> order, double room) {
    for (List<Integer> layer : order) {
      double[] offsets = offsets(layer, room);
      for (int i = 0; i < layer.size(); i++) {
        y[layer.get(i)] = offsets[i] - offsets[layer.size() - 1] / 2;
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < order.size(); i++) {
        settle(order.get(sweep % 2 == 0 ? i : order.size() - 1 - i), room);
      }
    }
    double top = Arrays.stream(y).min().orElse(0);
    return Arrays.stream(y).map(each -> each - top).toArray();
  }

  private double[] offsets(List<Integer> layer, double room) {
    double[] offsets = new double[layer.size()];
    for (int i = 1; i < offsets.length; i++) {
      double both = room(layer.get(i - 1), room) + room(layer.get(i), room);
      offsets[i] = offsets[i - 1] + both / 2;
    }
    return offsets;
  }

  private double room(int vertex, double room) {
    return layers.isBend(vertex) ? room / 2 : room;
  }

  /** Merges neighbours in the layer that would be too near into blocks at their common mean. */
  private void settle(List<Integer> layer, double room) {
    double[] offsets = offsets(layer, room);
    double[] mean = new double[layer.size()];
    double[] weight = new double[layer.size()];
    int[] size = new int[layer.size()];
    int blocks = 0;
    for (int i = 0; i < layer.size(); i++) {
      int vertex = layer.get(i);
      mean[blocks] =
          neighbours.get(vertex).stream().mapToDouble(n -> y[n]).average().orElse(y[vertex])
              - offsets[i];
      weight[blocks] = layers.isBend(vertex) ? BEND_WEIGHT : 1;
      size[blocks++] = 1;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
        double both = weight[blocks - 2] + weight[blocks - 1];
        mean[blocks - 2] =
            (mean[blocks - 2] * weight[blocks - 2] + mean[blocks - 1] * weight[blocks - 1]) / both;
        weight[blocks - 2] = both;
        size[blocks - 2] += size[blocks - 1];
        blocks--;
      }
    }
    int at = 0;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < size[block]; i++, at++) {
        y[layer.get(at)] = mean[block] + offsets[at];
      }
    }
  }
}
