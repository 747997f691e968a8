package dlkm.index;

/**
 * The sort of {@code depmod}, which says in what order it lists what a module needs: users come
 * before what they use. From a stack it takes the module that came last, and puts there whatever
 * has no user left unsorted.
 */
final class DepmodSort {

  /** The modules by number in the order of the sort; those in a loop or behind one are missing. */
  private final int[] sorted;

  private final int[] position;
  private final int[] users;
  private final int count;

  /**
   * Sorts the modules.
   *
   * @param uses for each module those that it uses, in the order in which they go on the stack
   */
  DepmodSort(FlatLists<int[]> uses) {
    users = users(uses);
    sorted = new int[users.length];
    position = new int[users.length];
    count = sort(uses.all(), uses.ends());
  }

  private static int[] users(FlatLists<int[]> uses) {
    int[] users = new int[uses.ends().length];
    int[] used = uses.all();
    for (int i = 0, end = uses.length(); i < end; i++) {
      users[used[i]]++;
    }
    return users;
  }

  /** Sorts what has a place and tells how many they are. This runs once, mostly interpreted. */
  private int sort(int[] uses, int[] ends) {
    int[] left = users;
    int[] stack = new int[left.length];
    int height = 0;
    for (int module = 0; module < left.length; module++) {
      if (left[module] == 0) {
        stack[height++] = module;
      }
    }
    int place = 0;
    while (height > 0) {
      int module = stack[--height];
      position[module] = place;
      sorted[place++] = module;
      int end = ends[module];
      for (int i = module == 0 ? 0 : ends[module - 1]; i < end; i++) {
        if (--left[uses[i]] == 0) {
          stack[height++] = uses[i];
        }
      }
    }
    return place;
  }

  /** Whether modules need themselves, so that they have no place. */
  boolean hasLoops() {
    return count < sorted.length;
  }

  /** Whether a module is in a loop or behind one. */
  boolean isLeft(int module) {
    return users[module] > 0;
  }

  /** The place of a module in the order. */
  int position(int module) {
    return position[module];
  }

  /** The module at a place in the order. */
  int at(int place) {
    return sorted[place];
  }
}
