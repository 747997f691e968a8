package dlkm.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Exports of modules that aren't the kernel's own: those that are checked together, and those that
 * are installed beside the kernel's.
 */
final class ModuleExports {

  /**
   * A symbol of such a module.
   *
   * @param module the module's name
   * @param proprietary whether the kernel counts that module as proprietary
   */
  record Exported(
      String module, boolean gplOnly, String namespace, OptionalInt crc, boolean proprietary) {}

  private final Map<String, List<Exported>> exports = new HashMap<>();
  private final Set<String> modules = new HashSet<>();

  /** Adds a module's exports; of two modules of one name the first one counts. */
  synchronized void add(CheckedModule module) {
    String name = module.name();
    LoadInfo loadInfo = module.loadInfo();
    boolean proprietary = module.isProprietary();
    if (modules.add(name)) {
      for (KsymtabEntry entry : KsymtabEntry.read(loadInfo, module.kernel().rules())) {
        Exported export =
            new Exported(
                name, entry.gplOnly(), entry.namespace(loadInfo), entry.crc(), proprietary);
        exports.computeIfAbsent(entry.name(loadInfo), _ -> new ArrayList<>(1)).add(export);
      }
    }
  }

  /** The symbol of the first module that has it, the one that asks aside. */
  synchronized Optional<Exported> find(String symbol, String asking) {
    for (Exported export : exports.getOrDefault(symbol, List.of())) {
      if (!export.module().equals(asking)) {
        return Optional.of(export);
      }
    }
    return Optional.empty();
  }

  /** Whether it is one of these modules, so that what else is called so doesn't count. */
  synchronized boolean has(String module) {
    return modules.contains(module);
  }

  synchronized boolean isEmpty() {
    return modules.isEmpty();
  }
}
