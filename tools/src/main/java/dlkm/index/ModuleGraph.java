package dlkm.index;

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

  private static final int NOBODY = -1;

  /** The module that supplies a symbol; of several the last. */
  private final int[] owners;

  /** For each module those that it takes symbols from, in the order in which it names them. */
  private final int[][] direct;

  /** The modules in the order of the sort, and each one's place in it. */
  private final int[] sorted;

  private final int[] position;

  ModuleGraph(List<TreeModule> modules, int symbols) {
    owners = new int[symbols];
    Arrays.fill(owners, NOBODY);
    for (int i = 0; i < modules.size(); i++) {
      for (int symbol : modules.get(i).facts().exports()) {
        owners[symbol] = i;
      }
    }
    direct = new int[modules.size()][];
    int[] seen = new int[modules.size()];
    int[] room = new int[modules.size()];
    for (int i = 0; i < direct.length; i++) {
      direct[i] = direct(modules.get(i).facts().needs(), i + 1, seen, room);
    }
    sorted = new int[direct.length];
    position = new int[direct.length];
    sort(modules);
  }

  private int[] direct(int[] needs, int mark, int[] seen, int[] room) {
    int count = 0;
    for (int symbol : needs) {
      int owner = owners[symbol];
      if (owner != NOBODY && seen[owner] != mark) {
        seen[owner] = mark;
        room[count++] = owner;
      }
    }
    return Arrays.copyOf(room, count);
  }

  private void sort(List<TreeModule> modules) {
    int[] users = new int[direct.length];
    for (int[] used : direct) {
      for (int module : used) {
        users[module]++;
      }
    }
    int[] stack = new int[direct.length];
    int height = 0;
    for (int module = 0; module < direct.length; module++) {
      if (users[module] == 0) {
        stack[height++] = module;
      }
    }
    int count = 0;
    while (height > 0) {
      int module = stack[--height];
      position[module] = count;
      sorted[count++] = module;
      for (int used : direct[module]) {
        if (--users[used] == 0) {
          stack[height++] = used;
        }
      }
    }
    if (count < direct.length) {
      throw new ProblemException(loops(modules, users));
    }
  }

  /** The number of the module that supplies a symbol, or -1. */
  int owner(int symbol) {
    return owners[symbol];
  }

  /** Asks for one module after the other, in memory that is used again. */
  final class Closure {

    private final int[] seen = new int[direct.length];
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
      for (int used : direct[module]) {
        if (seen[used] != mark) {
          seen[used] = mark;
          if (count == found.length) {
            found = Arrays.copyOf(found, count * 2);
          }
          found[count++] = position[used];
          reach(used, mark);
        }
      }
    }

    /** The i-th of those that were found. */
    int get(int i) {
      return sorted[found[i]];
    }
  }

  // --- loops -------------------------------------------------------------------------------------

  /** One problem for each loop; {@code users} is above 0 for what is in one or behind one. */
  private List<Problem> loops(List<TreeModule> modules, int[] users) {
    List<Problem> loops = new ArrayList<>();
    int[] came = new int[direct.length];
    for (int start = 0; start < direct.length; start++) {
      List<Integer> way = new ArrayList<>();
      int module = start;
      while (users[module] > 0 && came[module] == 0) {
        came[module] = start + 1;
        way.add(module);
        module = next(module, users);
      }
      int begin = way.indexOf(module);
      if (users[module] > 0 && begin >= 0) {
        loops.add(loop(modules, way.subList(begin, way.size())));
      }
    }
    return loops;
  }

  /** A module that this one needs and that leads into a loop; itself where there is none. */
  private int next(int module, int[] users) {
    for (int used : direct[module]) {
      if (users[used] > 0 && leadsBack(used, users)) {
        return used;
      }
    }
    return module;
  }

  private boolean leadsBack(int from, int[] users) {
    boolean[] seen = new boolean[direct.length];
    List<Integer> left = new ArrayList<>(List.of(from));
    while (!left.isEmpty()) {
      for (int used : direct[left.removeLast()]) {
        if (used == from) {
          return true;
        }
        if (users[used] > 0 && !seen[used]) {
          seen[used] = true;
          left.add(used);
        }
      }
    }
    return false;
  }

  private static Problem loop(List<TreeModule> modules, List<Integer> way) {
    StringBuilder text = new StringBuilder("needs itself: ");
    for (int module : way) {
      text.append(modules.get(module).name()).append(" -> ");
    }
    TreeModule first = modules.get(way.getFirst());
    text.append(first.name());
    return Problem.of(
        first.path(), text.toString(), "take one of them away; the index stays as it was");
  }
}
