package dlkm.tune;

import dlkm.declaration.TunableContent;
import dlkm.registry.Registration;
import dlkm.registry.TunableValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a change of planned values concerns: the tunables that it names, those whose formulas follow
 * them, and their modules.
 *
 * @param all those tunables, as they will be planned
 */
record ConcernedTunables(List<TunableStatus> all) {

  ConcernedTunables {
    all = List.copyOf(all);
  }

  /** Those that changes name, and those whose value differs. */
  static ConcernedTunables of(
      List<PlannedValueChange> changes, TunableStatuses before, TunableStatuses after) {
    Map<String, Optional<TunableContent>> earlier =
        before.all().stream()
            .collect(Collectors.toMap(ConcernedTunables::key, TunableStatus::planned));
    return new ConcernedTunables(
        after.all().stream()
            .filter(now -> isNamed(now, changes) || !now.planned().equals(earlier.get(key(now))))
            .toList());
  }

  private static boolean isNamed(TunableStatus status, List<PlannedValueChange> changes) {
    return changes.stream().anyMatch(change -> status.isNamed(change.name()));
  }

  private static String key(TunableStatus status) {
    return status.module().orElse("") + "." + status.name();
  }

  /** Those that changes name. */
  List<TunableStatus> named(List<PlannedValueChange> changes) {
    return all().stream().filter(status -> isNamed(status, changes)).toList();
  }

  /** The modules in use that need another image for their values, as those are built in. */
  List<String> toBuild(Collection<Registration> registered) {
    return records(registered).stream()
        .filter(record -> record.isStatic() || record.phases().used())
        .filter(
            record ->
                record.tunables().stream()
                    .anyMatch(tunable -> tunable.compiled() && differs(record, tunable)))
        .map(Registration::module)
        .distinct()
        .toList();
  }

  /** The values of parameters that the registered modules don't have yet, by module and name. */
  SortedMap<String, Map<String, String>> parameters(Collection<Registration> registered) {
    SortedMap<String, Map<String, String>> parameters = new TreeMap<>();
    for (Registration record : records(registered)) {
      for (TunableValue tunable : record.tunables()) {
        if (!tunable.compiled() && differs(record, tunable)) {
          parameters
              .computeIfAbsent(record.module(), _ -> new TreeMap<>())
              .put(tunable.name(), planned(record, tunable).orElseThrow());
        }
      }
    }
    return parameters;
  }

  private List<Registration> records(Collection<Registration> registered) {
    Set<String> modules =
        all().stream().flatMap(status -> status.module().stream()).collect(Collectors.toSet());
    return registered.stream().filter(record -> modules.contains(record.module())).toList();
  }

  private boolean differs(Registration record, TunableValue tunable) {
    return planned(record, tunable).filter(value -> !value.equals(tunable.value())).isPresent();
  }

  private Optional<String> planned(Registration record, TunableValue tunable) {
    return all().stream()
        .filter(status -> status.name().equals(tunable.name()))
        .filter(status -> status.module().filter(record.module()::equals).isPresent())
        .findFirst()
        .flatMap(TunableStatus::planned)
        .map(content -> content.text());
  }
}
