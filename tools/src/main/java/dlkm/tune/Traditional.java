package dlkm.tune;

import dlkm.component.SharedMasters;
import dlkm.declaration.HpuxSystemFile;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.TunableConstraints;
import dlkm.declaration.TunableDefault;
import dlkm.host.Host;
import dlkm.problem.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tunables of the traditional part of the kernel: those of the shared master files, and those
 * that only the HP-UX system file has (spec §3.3, §4.3, §9.4).
 *
 * @param declared in a shared master file, by name
 */
record Traditional(
    Path file,
    Map<String, TunableDefault> declared,
    Map<String, String> overrides,
    PlannedTunables planned) {

  /** From the text of the file. */
  static Traditional read(Host host, Path file, String text) {
    Map<String, String> overrides = HpuxSystemFile.parse(file.toString(), text).tunables();
    Map<String, TunableDefault> declared = new LinkedHashMap<>();
    SharedMasters.tunables(host).forEach(t -> declared.putIfAbsent(t.name(), t));
    List<TunableDefault> all = new ArrayList<>(declared.values());
    overrides.forEach(
        (name, value) -> {
          if (!declared.containsKey(name)) {
            Where where = new Where(file.toString(), 1);
            all.add(new TunableDefault(name, value, Optional.empty(), Optional.empty(), where));
          }
        });
    return new Traditional(
        file,
        declared,
        overrides,
        PlannedTunables.of(all, TunableConstraints.NONE, overrides, Set.of()));
  }

  List<TunableStatus> statuses() {
    Map<String, Boolean> names = new LinkedHashMap<>();
    declared.keySet().forEach(name -> names.put(name, true));
    overrides.keySet().forEach(name -> names.putIfAbsent(name, false));
    List<TunableStatus> statuses = new ArrayList<>();
    names.forEach((name, inMaster) -> statuses.add(status(name, inMaster)));
    return statuses;
  }

  private TunableStatus status(String name, boolean inMaster) {
    Optional<PlannedTunable> value = planned.find(name);
    return new TunableStatus(
        name,
        Optional.ofNullable(declared.get(name)),
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(overrides.get(name)),
        value.map(PlannedTunable::value),
        value.filter(_ -> inMaster).flatMap(PlannedTunable::defaultValue),
        Optional.empty(),
        false,
        Optional.of(file));
  }
}
