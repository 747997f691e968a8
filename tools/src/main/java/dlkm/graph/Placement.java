package dlkm.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Where everything is in a drawing, in pixels.
 *
 * @param alone the top of the modules without dependencies; the height when there are none
 */
record Placement(List<Box> boxes, List<Line> lines, int width, int height, int alone) {

  /** The height of a module's box. */
  static final int HEIGHT = 24;

  /** A module's box; x and y are its upper left corner. */
  record Box(ModuleNode node, int x, int y, int width) {

    Box moved(int dx, int dy) {
      return new Box(node, x + dx, y + dy, width);
    }
  }

  /**
   * The line of a dependency.
   *
   * @param points its ends, and between them the two ends of each straight part: x and y in turn
   */
  record Line(Edge edge, List<Integer> points) {

    /** The same from its end to its beginning. */
    Line turned() {
      List<Integer> turned = new ArrayList<>();
      for (int i = points.size() - 2; i >= 0; i -= 2) {
        turned.add(points.get(i));
        turned.add(points.get(i + 1));
      }
      return new Line(edge, List.copyOf(turned));
    }

    Line moved(int dx, int dy) {
      Integer[] moved = points.toArray(Integer[]::new);
      for (int i = 0; i < moved.length; i += 2) {
        moved[i] += dx;
        moved[i + 1] += dy;
      }
      return new Line(edge, List.of(moved));
    }
  }

  Placement {
    boxes = List.copyOf(boxes);
    lines = List.copyOf(lines);
  }
}
