package dlkm.index;

import dlkm.modname.ModuleName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order of the modules in the index: those that the kernel build's {@code modules.order} lists
 * as they stand there, then the others as kmod's table of names has them.
 */
final class ModuleOrder {

  /** kmod reads lines of this many bytes; a longer one counts as a damaged list. */
  private static final int LONGEST = 4094;

  private ModuleOrder() {}

  static int[] of(List<String> paths, Optional<byte[]> order) {
    int[] hashed = byHash(paths);
    return order.isEmpty() || isDamaged(order.get()) ? hashed : byList(paths, hashed, order.get());
  }

  private static int[] byHash(List<String> paths) {
    int count = paths.size();
    byte[][] names = new byte[count][];
    int[] places = new int[KmodHash.MODULES + 1];
    int[] buckets = new int[count];
    for (int i = 0; i < count; i++) {
      names[i] = ModuleName.ofFile(paths.get(i)).getBytes(StandardCharsets.UTF_8);
      buckets[i] = KmodHash.of(names[i], 0, names[i].length) & (KmodHash.MODULES - 1);
      places[buckets[i] + 1]++;
    }
    for (int i = 1; i < places.length; i++) {
      places[i] += places[i - 1];
    }
    int[] starts = places.clone();
    int[] sorted = new int[count];
    for (int i = 0; i < count; i++) {
      int at = places[buckets[i]]++;
      while (at > starts[buckets[i]]
          && Arrays.compareUnsigned(names[sorted[at - 1]], names[i]) > 0) {
        sorted[at] = sorted[at - 1];
        at--;
      }
      sorted[at] = i;
    }
    return sorted;
  }

  private static boolean isDamaged(byte[] order) {
    LineScanner lines = new LineScanner(order);
    while (lines.next()) {
      if (lines.to() - lines.from() > LONGEST || lines.to() == order.length) {
        return true;
      }
    }
    return false;
  }

  private static int[] byList(List<String> paths, int[] hashed, byte[] order) {
    Map<String, Integer> numbers = HashMap.newHashMap(hashed.length);
    for (int number : hashed) {
      numbers.put(listedPath(paths.get(number)), number);
    }
    List<Integer> listed = new ArrayList<>(hashed.length);
    int[] last = new int[hashed.length];
    LineScanner lines = new LineScanner(order);
    while (lines.next()) {
      Integer number = numbers.get(lines.text());
      if (number != null) {
        listed.add(number);
        last[number] = listed.size();
      }
    }
    int[] result = new int[hashed.length];
    int count = 0;
    for (int i = 0; i < listed.size(); i++) {
      if (last[listed.get(i)] == i + 1) {
        result[count++] = listed.get(i);
      }
    }
    for (int number : hashed) {
      if (last[number] == 0) {
        result[count++] = number;
      }
    }
    return result;
  }

  /**
   * A module's path as the kernel build's list has it: with {@code .ko} behind the name, whatever
   * follows in the file's own.
   */
  private static String listedPath(String path) {
    int from = path.lastIndexOf('/') + 1;
    int dot = path.indexOf('.', from);
    int end = (dot < 0 ? path.length() : dot) + 3;
    return path.substring(0, Math.min(end, path.length()));
  }
}
