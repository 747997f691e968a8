package dlkm.declaration;

import dlkm.problem.Where;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a master file demands of the values of its tunables beyond a minimum and a maximum (spec
 * §9.4).
 *
 * @param allowed the values that a tunable may have, by its name
 * @param relations expressions over tunables that must not be zero
 */
public record TunableConstraints(Map<String, Allowed> allowed, List<Relation> relations) {

  /** The values that a tunable may have, as they are written. */
  public record Allowed(List<String> values, Where where) {
    public Allowed {
      values = List.copyOf(values);
    }
  }

  /** An expression over tunables that must not be zero. */
  public record Relation(String expression, Where where) {}

  /** No constraint. */
  public static final TunableConstraints NONE = new TunableConstraints(Map.of(), List.of());

  /** Those that the values of one tunable have to obey. */
  public TunableConstraints about(String tunable) {
    return new TunableConstraints(
        allowed.containsKey(tunable) ? Map.of(tunable, allowed.get(tunable)) : Map.of(),
        relations.stream()
            .filter(r -> TunableEvaluator.names(r.expression()).contains(tunable))
            .toList());
  }

  public TunableConstraints {
    allowed = Collections.unmodifiableMap(new LinkedHashMap<>(allowed));
    relations = List.copyOf(relations);
  }
}
