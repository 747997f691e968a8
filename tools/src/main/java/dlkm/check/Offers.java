package dlkm.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What modules export that aren't the kernel's own: those that are looked at together, and those
 * that are installed beside the kernel's.
 */
final class Offers {

  /**
   * A symbol of such a module.
   *
   * @param module the module's name
   * @param proprietary whether the kernel counts that module as proprietary
   */
  record Offer(
      String module, boolean gplOnly, String namespace, OptionalInt sum, boolean proprietary) {}

  private final Map<String, Offer> offers = new HashMap<>();
  private final Set<String> modules = new HashSet<>();

  /** Adds a module's exports; of two modules with the same symbol the first one counts. */
  synchronized void add(String name, Frame frame, boolean proprietary) {
    if (modules.add(name)) {
      for (OwnExport export : OwnExport.read(frame)) {
        offers.putIfAbsent(
            export.name(frame),
            new Offer(name, export.gplOnly(), export.namespace(frame), export.sum(), proprietary));
      }
    }
  }

  synchronized Optional<Offer> find(String symbol) {
    return Optional.ofNullable(offers.get(symbol));
  }

  /** Whether it is one of these modules, so that what else is called so doesn't count. */
  synchronized boolean has(String module) {
    return modules.contains(module);
  }

  synchronized boolean isEmpty() {
    return modules.isEmpty();
  }
}
