package dlkm.tune;

import dlkm.component.TraditionalTunables;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.TunableConstraints;
import dlkm.host.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tunables of the traditional part of the kernel with their planned values (spec §3.3, §4.3,
 * §9.4).
 *
 * @param file the HP-UX system file
 */
record Traditional(Path file, TraditionalTunables tunables, PlannedTunables planned) {

  /** From the text of the file. */
  static Traditional read(Host host, Path file, String text, OtherTunables others) {
    TraditionalTunables tunables = TraditionalTunables.read(host, file, text);
    return new Traditional(
        file,
        tunables,
        PlannedTunables.of(
            tunables.all(), TunableConstraints.NONE, tunables.overrides(), Set.of(), others));
  }

  List<TunableStatus> statuses() {
    Map<String, Boolean> names = new LinkedHashMap<>();
    tunables.declared().keySet().forEach(name -> names.put(name, true));
    tunables.overrides().keySet().forEach(name -> names.putIfAbsent(name, false));
    List<TunableStatus> statuses = new ArrayList<>();
    names.forEach((name, inMaster) -> statuses.add(status(name, inMaster)));
    return statuses;
  }

  private TunableStatus status(String name, boolean inMaster) {
    Optional<PlannedTunable> value = planned.find(name);
    return new TunableStatus(
        name,
        Optional.ofNullable(tunables.declared().get(name)),
        TunableConstraints.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.ofNullable(tunables.overrides().get(name)),
        value.map(PlannedTunable::value),
        value.filter(_ -> inMaster).flatMap(PlannedTunable::defaultValue),
        Optional.empty(),
        false,
        Optional.of(OverrideFile.traditional(file)));
  }
}
