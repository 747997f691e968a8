package dlkm.tune;

import dlkm.registry.Registration;
import dlkm.registry.TunableValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a change of planned values concerns: the tunables that it names, those whose formulas follow
 * them, and their modules.
 *
 * @param after all tunables, as they will be planned
 * @param keys the concerned ones, {@code MODULE.NAME}
 */
record ConcernedTunables(List<TunableStatus> after, Set<String> keys) {

  ConcernedTunables {
    after = List.copyOf(after);
    keys = Set.copyOf(keys);
  }

  /** Those that changes name, and those whose value differs. */
  static ConcernedTunables of(
      List<PlannedValueChange> changes, TunableStatuses before, TunableStatuses after) {
    Map<String, TunableStatus> earlier =
        before.all().stream().collect(Collectors.toMap(ConcernedTunables::key, status -> status));
    SortedSet<String> keys = new TreeSet<>();
    for (TunableStatus status : after.all()) {
      Optional<TunableStatus> was = Optional.ofNullable(earlier.get(key(status)));
      boolean differs = !was.map(TunableStatus::planned).equals(Optional.of(status.planned()));
      if (differs || changes.stream().anyMatch(change -> status.isNamed(change.name()))) {
        keys.add(key(status));
      }
    }
    return new ConcernedTunables(after.all(), keys);
  }

  /** All of them. */
  static ConcernedTunables all(List<TunableStatus> after) {
    return new ConcernedTunables(
        after, after.stream().map(ConcernedTunables::key).collect(Collectors.toSet()));
  }

  private static String key(TunableStatus status) {
    return status.module().orElse("") + "." + status.name();
  }

  /** The concerned tunables. */
  List<TunableStatus> all() {
    return after.stream().filter(status -> keys.contains(key(status))).toList();
  }

  /** Those that changes name. */
  List<TunableStatus> named(List<PlannedValueChange> changes) {
    return all().stream()
        .filter(status -> changes.stream().anyMatch(change -> status.isNamed(change.name())))
        .toList();
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
