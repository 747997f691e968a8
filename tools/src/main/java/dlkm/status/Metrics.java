package dlkm.status;

import dlkm.boot.BootRecord;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.HeldChanges;
import dlkm.rehearse.LastRehearsal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a monitoring system asks of a machine ({@code kmadmin --metrics}). Times are points in time,
 * from which the one who asks computes ages: what is written to a file would not grow.
 */
public final class Metrics {

  private static final String MODULES = "dlkm_modules";
  private static final String INFO = "dlkm_module_info";
  private static final String DIFFERS = "dlkm_module_image_differs";
  private static final String HELD = "dlkm_held_changes";
  private static final String GENERATION = "dlkm_generation";
  private static final String GOOD = "dlkm_last_known_good_generation";
  private static final String ROLLED_BACK = "dlkm_boot_rolled_back";
  private static final String FAILURES = "dlkm_boot_load_failures";
  private static final String REHEARSED = "dlkm_last_rehearsal_timestamp_seconds";
  private static final String CLEAN = "dlkm_last_rehearsal_clean";

  private Metrics() {}

  /** The metrics of a kernel, as text in Prometheus's format. */
  public static String of(QueriedKernel kernel) {
    Exposition text = new Exposition();
    List<ModuleStatus> modules =
        ModuleStatuses.of(kernel).ours().stream()
            .filter(module -> module.registration().isPresent())
            .toList();
    text.gauge("dlkm_kernel_info", "The kernel that the other metrics are about.")
        .sample("dlkm_kernel_info", 1, "release", kernel.release());
    modules(text, modules);
    set(text, kernel.functionSet());
    if (kernel.running()) {
      boot(text, BootRecord.of(kernel.host()));
    }
    LastRehearsal.of(kernel.host()).ifPresent(rehearsal -> rehearsal(text, rehearsal));
    return text.toString();
  }

  private static void modules(Exposition text, List<ModuleStatus> modules) {
    Map<String, Long> states = new TreeMap<>(Map.of("LOADED", 0L, "STATIC", 0L, "UNLOADED", 0L));
    modules.forEach(module -> states.merge(module.status(), 1L, Long::sum));
    text.gauge(MODULES, "Registered modules, by state.");
    states.forEach((state, count) -> text.sample(MODULES, count, "state", state));
    text.gauge(INFO, "A registered module.");
    for (ModuleStatus module : modules) {
      text.sample(
          INFO,
          1,
          "module",
          module.name(),
          "version",
          module.registration().orElseThrow().version(),
          "phase",
          module.phase(),
          "state",
          module.status());
    }
    text.gauge(DIFFERS, "Whether another image is loaded than the registered one.");
    for (ModuleStatus module : modules) {
      if (module.loaded().isPresent()) {
        text.sample(DIFFERS, module.difference().isPresent() ? 1 : 0, "module", module.name());
      }
    }
  }

  private static void set(Exposition text, FunctionSet set) {
    HeldChanges held = set.held();
    text.gauge(HELD, "Changes that are held until the shutdown.")
        .sample(HELD, held.updates().size(), "change", "update")
        .sample(HELD, held.removals().size(), "change", "removal");
    number(text, GENERATION, "The current generation.", set.current());
    number(text, GOOD, "The generation that last finished a boot.", set.lastKnownGood());
    text.gauge(ROLLED_BACK, "Whether a boot went back to the last-known-good generation.")
        .sample(ROLLED_BACK, set.gaveUp().isPresent() ? 1 : 0);
  }

  private static void number(
      Exposition text, String name, String help, Optional<Generation> generation) {
    generation.ifPresent(one -> text.gauge(name, help).sample(name, one.number()));
  }

  private static void boot(Exposition text, BootRecord boot) {
    long failed = boot.attempts().stream().filter(attempt -> !attempt.loaded()).count();
    text.gauge(FAILURES, "Modules that the last boot could not load.").sample(FAILURES, failed);
  }

  private static void rehearsal(Exposition text, LastRehearsal rehearsal) {
    text.gauge(REHEARSED, "When the machine was last rehearsed.")
        .sample(REHEARSED, rehearsal.when().getEpochSecond(), "release", rehearsal.release());
    text.gauge(CLEAN, "Whether that rehearsal was clean.")
        .sample(
            CLEAN,
            rehearsal.outcome() == LastRehearsal.Outcome.CLEAN ? 1 : 0,
            "release",
            rehearsal.release());
  }
}
