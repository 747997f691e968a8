package dlkm.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Dependencies of our modules, direct and indirect, in the order of {@code depmod}.
 *
 * <p>To give the same result here, {@link DepmodSort} needs no more than the lines of {@code
 * modules.dep}: they hold indirect needs as well, but a module's last user is always a direct one,
 * and where one module frees several they went on the stack against the order of its line.
 */
final class DependencyOrder {

  private final Dependencies others;
  private final List<OurModule> ours;

  /** The numbers of the modules that each of ours names. */
  private final int[][] direct;

  DependencyOrder(Dependencies others, List<OurModule> ours) {
    this.others = others;
    this.ours = ours;
    direct = new int[ours.size()][];
    for (int i = 0; i < direct.length; i++) {
      direct[i] = direct(ours.get(i));
    }
  }

  private int[] direct(OurModule module) {
    int[] numbers = new int[module.depends().size()];
    int count = 0;
    for (String name : module.depends()) {
      int number = others.names().find(name);
      if (number < 0) {
        throw new NotPatchableException(
            module.path() + " depends on '" + name + "', which modules.dep lacks");
      }
      boolean known = false;
      for (int i = 0; i < count; i++) {
        known |= numbers[i] == number;
      }
      if (!known) {
        numbers[count++] = number;
      }
    }
    return Arrays.copyOf(numbers, count);
  }

  /** For each of our modules the numbers of those that it needs. */
  List<int[]> needs() {
    List<int[]> needs = new ArrayList<>(direct.length);
    boolean sorted = true;
    for (int i = 0; i < direct.length; i++) {
      BitSet reached = new BitSet();
      reach(i, i, reached);
      needs.add(numbers(reached));
      sorted &= reached.cardinality() < 2;
    }
    if (!sorted) {
      sort(needs, new DepmodSort(uses()));
    }
    return needs;
  }

  private static int[] numbers(BitSet reached) {
    int[] numbers = new int[reached.cardinality()];
    int number = -1;
    for (int i = 0; i < numbers.length; i++) {
      number = reached.nextSetBit(number + 1);
      numbers[i] = number;
    }
    return numbers;
  }

  private void reach(int start, int index, BitSet reached) {
    for (int number : direct[index]) {
      if (number == others.count() + start) {
        throw new NotPatchableException(ours.get(start).path() + " depends on itself");
      }
      if (!reached.get(number)) {
        reached.set(number);
        if (number >= others.count()) {
          reach(start, number - others.count(), reached);
        } else {
          for (int needed : others.needs(number)) {
            reached.set(needed);
          }
        }
      }
    }
  }

  private static void sort(List<int[]> needs, DepmodSort order) {
    for (int[] list : needs) {
      for (int i = 1; i < list.length; i++) {
        int number = list[i];
        int at = i;
        while (at > 0 && order.position(list[at - 1]) > order.position(number)) {
          list[at] = list[at - 1];
          at--;
        }
        list[at] = number;
      }
    }
  }

  /** For each module those that it uses, as they go on the stack. */
  private FlatLists<int[]> uses() {
    int[] ends = new int[others.count() + direct.length];
    int[] all = new int[8 * ends.length];
    int end = 0;
    for (int number = 0; number < ends.length; number++) {
      int[] used =
          number < others.count()
              ? reversed(others.needs(number))
              : direct[number - others.count()];
      if (end + used.length > all.length) {
        all = Arrays.copyOf(all, 2 * (end + used.length));
      }
      System.arraycopy(used, 0, all, end, used.length);
      end += used.length;
      ends[number] = end;
    }
    return new FlatLists<>(all, ends);
  }

  private static int[] reversed(int[] list) {
    for (int i = 0, j = list.length - 1; i < j; i++, j--) {
      int number = list[i];
      list[i] = list[j];
      list[j] = number;
    }
    return list;
  }
}
