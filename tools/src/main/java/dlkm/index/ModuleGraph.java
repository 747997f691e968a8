package dlkm.index;

import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which modules need which, by the symbols that they supply and use, and the order in which {@code
 * depmod} lists what a module needs: users before what they use.
 */
final class ModuleGraph {

  /** The owner of what no module supplies. */
  static final int NOBODY = -1;

  /** The module that supplies a symbol; of several the last. */
  private final int[] owners;

  private final List<String> paths;
  private final FlatLists<int[]> exports;

  /** For each module those that it takes symbols from, in the order in which it names them. */
  private final FlatLists<int[]> direct;

  private final DepmodSort order;

  ModuleGraph(List<String> paths, TreeFacts facts, int symbols) {
    this.paths = paths;
    exports = facts.exports();
    owners = owners(exports, symbols);
    direct = direct(facts.needs());
    order = new DepmodSort(direct);
    if (order.hasLoops()) {
      throw new ProblemException(loops());
    }
  }

  private static int[] owners(FlatLists<int[]> exports, int symbols) {
    int[] owners = new int[symbols];
    Arrays.fill(owners, NOBODY);
    int at = 0;
    for (int module = 0; module < exports.ends().length; module++) {
      for (; at < exports.end(module); at++) {
        owners[exports.all()[at]] = module;
      }
    }
    return owners;
  }

  private FlatLists<int[]> direct(FlatLists<int[]> needs) {
    int[] symbols = needs.all();
    int[] used = new int[symbols.length];
    int[] ends = new int[needs.ends().length];
    int[] seen = new int[ends.length];
    int count = 0;
    int at = 0;
    for (int module = 0; module < ends.length; module++) {
      for (int end = needs.end(module); at < end; at++) {
        int owner = owners[symbols[at]];
        if (owner != NOBODY && seen[owner] != module + 1) {
          seen[owner] = module + 1;
          used[count++] = owner;
        }
      }
      ends[module] = count;
    }
    return new FlatLists<>(used, ends);
  }

  /** The number of the module that supplies a symbol. */
  int owner(int symbol) {
    return owners[symbol];
  }

  /** The symbols that a module supplies, each once. */
  int[] supplied() {
    int[] supplied = new int[exports.length()];
    boolean[] seen = new boolean[owners.length];
    int count = 0;
    for (int i = 0; i < supplied.length; i++) {
      int symbol = exports.all()[i];
      if (!seen[symbol]) {
        seen[symbol] = true;
        supplied[count++] = symbol;
      }
    }
    return Arrays.copyOf(supplied, count);
  }

  /** The symbols that come from another module, or from none, than they would by these lists. */
  SupplierChanges moved(FlatLists<int[]> earlier) {
    int[] before = owners(earlier, owners.length);
    int[] moved = new int[owners.length];
    int count = 0;
    int same = Arrays.mismatch(owners, before);
    for (int symbol = same; same >= 0; symbol += same) {
      moved[count++] = symbol++;
      same = Arrays.mismatch(owners, symbol, owners.length, before, symbol, before.length);
    }
    return new SupplierChanges(Arrays.copyOf(moved, count), before);
  }

  /** Asks for one module after the other, in memory that is used again. */
  final class Closure {

    private final int[] seen = new int[paths.size()];
    private int[] found = new int[256];
    private int count;

    /** Finds what a module needs, directly or not, and tells how many they are. */
    int find(int module) {
      count = 0;
      reach(module, module + 1);
      Arrays.sort(found, 0, count);
      return count;
    }

    private void reach(int module, int mark) {
      for (int i = direct.start(module); i < direct.end(module); i++) {
        int used = direct.all()[i];
        if (seen[used] != mark) {
          seen[used] = mark;
          if (count == found.length) {
            found = Arrays.copyOf(found, count * 2);
          }
          found[count++] = order.position(used);
          reach(used, mark);
        }
      }
    }

    /** The i-th of those that were found. */
    int get(int i) {
      return order.at(found[i]);
    }
  }

  // --- loops -------------------------------------------------------------------------------------

  /** One problem for each loop. */
  private List<Problem> loops() {
    List<Problem> loops = new ArrayList<>();
    int[] came = new int[paths.size()];
    for (int start = 0; start < paths.size(); start++) {
      List<Integer> way = new ArrayList<>();
      int module = start;
      while (order.isLeft(module) && came[module] == 0) {
        came[module] = start + 1;
        way.add(module);
        module = next(module);
      }
      int begin = way.indexOf(module);
      if (order.isLeft(module) && begin >= 0) {
        loops.add(loop(way.subList(begin, way.size())));
      }
    }
    return loops;
  }

  /** A module that this one needs and that leads into a loop; itself where there is none. */
  private int next(int module) {
    for (int used : used(module)) {
      if (order.isLeft(used) && leadsBack(used)) {
        return used;
      }
    }
    return module;
  }

  private boolean leadsBack(int from) {
    boolean[] seen = new boolean[paths.size()];
    List<Integer> left = new ArrayList<>(List.of(from));
    while (!left.isEmpty()) {
      for (int used : used(left.removeLast())) {
        if (used == from) {
          return true;
        }
        if (order.isLeft(used) && !seen[used]) {
          seen[used] = true;
          left.add(used);
        }
      }
    }
    return false;
  }

  private int[] used(int module) {
    return Arrays.copyOfRange(direct.all(), direct.start(module), direct.end(module));
  }

  private Problem loop(List<Integer> way) {
    StringBuilder text = new StringBuilder("dependency cycle: ");
    for (int module : way) {
      text.append(ModuleName.ofFile(paths.get(module))).append(" -> ");
    }
    String first = paths.get(way.getFirst());
    text.append(ModuleName.ofFile(first));
    return Problem.of(first, text.toString(), "remove one of them; the index stays unchanged");
  }
}
