package dlkm.declaration;

import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an administrator planned for a module, carried over to the system file of a new version of
 * it: the new file's text with the old file's values, where they are still valid.
 *
 * @param text the new file, with the values
 * @param dropped what could not be carried over, and why
 */
public record KeptSettings(String text, List<Problem> dropped) {

  public KeptSettings {
    dropped = List.copyOf(dropped);
  }

  /**
   * Carries the values over.
   *
   * @param old the installed system file
   * @param shipped the text of the new one, which was parsed without problems
   * @param master the new master file
   * @param others the tunables of others, which the old values may name
   */
  public static KeptSettings carry(
      SystemFile old, String shipped, MasterFile master, OtherTunables others) {
    List<Problem> dropped = new ArrayList<>();
    String text = shipped;
    if (old.configure().isPresent()) {
      text = SystemText.set(text, "$CONFIGURE", letter(old.isConfigured()));
    }
    text = linkage(old, text, master, dropped);
    if (old.prefer().isPresent()) {
      text = SystemText.set(text, SystemFile.PREFER, letter(old.isPreferred()));
    }
    if (old.cause().isPresent()) {
      text = cause(old, text, master);
    }
    Map<String, String> tunables = tunables(old, shipped, master, others, dropped);
    for (Map.Entry<String, String> tunable : tunables.entrySet()) {
      text = SystemText.setTunable(text, tunable.getKey(), tunable.getValue());
    }
    return new KeptSettings(text, dropped);
  }

  /** The overrides without those that can't be had, until what is left can be had together. */
  private static Map<String, String> tunables(
      SystemFile old,
      String shipped,
      MasterFile master,
      OtherTunables others,
      List<Problem> dropped) {
    Map<String, String> kept = new LinkedHashMap<>(old.tunables());
    Map<String, String> reasons = new HashMap<>();
    for (String name : old.tunables().keySet()) {
      TunableNames.unknown(master, "", name).ifPresent(p -> reasons.put(name, p.what()));
    }
    kept.keySet().removeAll(reasons.keySet());
    while (dropOne(PlannedTunables.of(master, plan(old, shipped, kept), others), kept, reasons)) {
      // Each round finds what the next fault is then.
    }
    old.tunables()
        .forEach(
            (name, value) -> {
              if (reasons.containsKey(name)) {
                dropped.add(dropped(old, name, value, reasons.get(name)));
              }
            });
    return kept;
  }

  private static Map<String, String> plan(
      SystemFile old, String shipped, Map<String, String> kept) {
    Map<String, String> plan =
        new LinkedHashMap<>(SystemFile.parse(old.path(), shipped).tunables());
    plan.putAll(kept);
    return plan;
  }

  /** Drops what is to blame for one fault, if one is the overrides'. */
  private static boolean dropOne(
      PlannedTunables planned, Map<String, String> kept, Map<String, String> reasons) {
    for (TunableFault fault : planned.faults()) {
      List<String> blamed =
          fault
              .tunable()
              .filter(kept::containsKey)
              .map(List::of)
              .orElse(kept.keySet().stream().filter(fault.names()::contains).toList());
      for (String name : blamed) {
        kept.remove(name);
        reasons.put(name, fault.planned("", true).what());
      }
      if (!blamed.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static String linkage(
      SystemFile old, String shipped, MasterFile master, List<Problem> dropped) {
    String text = shipped;
    if (master.loadable().isEmpty()) {
      if (old.isDynamic()) {
        dropped.add(dropped(old, "$LOADABLE", "Y", "the new version is static"));
      }
      return text;
    }
    if (old.loadable().isPresent()) {
      text = SystemText.set(text, "$LOADABLE", letter(old.isDynamic()));
    }
    if (old.loadPhase().isPresent()) {
      Phase phase = old.loadPhase().get();
      if (PhaseRules.unsupported(master, phase).isEmpty()) {
        text = SystemText.set(text, "$LOADPHASE", String.valueOf(phase.letter()));
      } else {
        dropped.add(
            dropped(
                old,
                "$LOADPHASE",
                String.valueOf(phase.letter()),
                "the new version does not support " + phase));
      }
    }
    return text;
  }

  /** Who follows the developer's preference gets that of the new version (spec §9.3). */
  private static String cause(SystemFile old, String text, MasterFile master) {
    StateCause cause = old.cause().orElseThrow();
    SystemFile kept = SystemFile.parse(old.path(), text);
    return cause == StateCause.BEST && kept.isConfigured()
        ? StateRules.plan(text, master, kept, StateRules.best(master, kept), cause)
        : SystemText.set(text, StateRules.CAUSE, cause.word());
  }

  private static Problem dropped(SystemFile old, String what, String value, String why) {
    return Problem.at(
        old.where(what), what + " " + value + " is not kept: " + why, "the shipped value holds");
  }

  private static String letter(boolean yes) {
    return yes ? "Y" : "N";
  }
}
