package dlkm.index;

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

  static List<TreeModule> sort(List<TreeModule> modules, Optional<byte[]> order) {
    TreeModule[] hashed = byHash(modules);
    if (order.isEmpty() || isDamaged(order.get())) {
      return List.of(hashed);
    }
    return List.of(byList(hashed, order.get()));
  }

  private static TreeModule[] byHash(List<TreeModule> modules) {
    int count = modules.size();
    byte[][] names = new byte[count][];
    int[] places = new int[KmodHash.MODULES + 1];
    int[] buckets = new int[count];
    for (int i = 0; i < count; i++) {
      names[i] = modules.get(i).name().getBytes(StandardCharsets.UTF_8);
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
    TreeModule[] result = new TreeModule[count];
    for (int i = 0; i < count; i++) {
      result[i] = modules.get(sorted[i]);
    }
    return result;
  }

  private static boolean isDamaged(byte[] order) {
    Lines lines = new Lines(order);
    while (lines.next()) {
      if (lines.to() - lines.from() > LONGEST || lines.to() == order.length) {
        return true;
      }
    }
    return false;
  }

  private static TreeModule[] byList(TreeModule[] modules, byte[] order) {
    Map<String, Integer> numbers = HashMap.newHashMap(modules.length);
    for (int i = 0; i < modules.length; i++) {
      numbers.put(modules[i].listedPath(), i);
    }
    List<Integer> listed = new ArrayList<>(modules.length);
    int[] last = new int[modules.length];
    Lines lines = new Lines(order);
    while (lines.next()) {
      Integer number = numbers.get(lines.text());
      if (number != null) {
        listed.add(number);
        last[number] = listed.size();
      }
    }
    TreeModule[] result = new TreeModule[modules.length];
    int count = 0;
    for (int i = 0; i < listed.size(); i++) {
      if (last[listed.get(i)] == i + 1) {
        result[count++] = modules[listed.get(i)];
      }
    }
    for (int i = 0; i < modules.length; i++) {
      if (last[i] == 0) {
        result[count++] = modules[i];
      }
    }
    return result;
  }
}
