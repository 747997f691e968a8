package dlkm.declaration;

import dlkm.expression.WrongExpressionException;
import dlkm.problem.Where;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Compares the values of tunables with their limits: minimum, maximum, allowed values, relations
 * (spec §4.3, §9.4). Numbers are compared as such, whatever their types in C.
 */
final class TunableLimits {

  private final TunableEvaluator evaluator;
  private final List<TunableFault> faults = new ArrayList<>();

  private TunableLimits(TunableEvaluator evaluator) {
    this.evaluator = evaluator;
  }

  static List<TunableFault> check(
      List<TunableDefault> declared, TunableConstraints constraints, TunableEvaluator evaluator) {
    TunableLimits limits = new TunableLimits(evaluator);
    for (TunableDefault tunable : declared) {
      limits.bound(tunable, tunable.minimum(), "minimum", -1);
      limits.bound(tunable, tunable.maximum(), "maximum", 1);
      Optional.ofNullable(constraints.allowed().get(tunable.name()))
          .ifPresent(allowed -> limits.allowed(tunable, allowed));
    }
    constraints.relations().forEach(limits::relation);
    return limits.faults;
  }

  private void bound(TunableDefault tunable, Optional<String> bound, String kind, int wrong) {
    if (bound.isEmpty()) {
      return;
    }
    if (tunable.isText()) {
      faults.add(evaluator.fault(tunable, "is a text, and has a " + kind, "remove the " + kind));
      return;
    }
    Optional<BigInteger> limit = limit(tunable, bound.get(), kind).map(TunableLimits::number);
    Optional<TunableContent> value = evaluator.value(tunable.name());
    if (limit.isPresent()
        && value.isPresent()
        && number(value.get()).compareTo(limit.get()) == wrong) {
      broken(
          tunable,
          (wrong < 0 ? "is below its " : "is above its ")
              + kind
              + ' '
              + shown(bound.get(), limit.get()),
          bound.get(),
          tunable.where());
    }
  }

  private void allowed(TunableDefault tunable, TunableConstraints.Allowed allowed) {
    Optional<TunableContent> value = evaluator.value(tunable.name());
    StringJoiner words = new StringJoiner(" ");
    boolean found = value.isEmpty();
    for (String written : allowed.values()) {
      Optional<TunableContent> one = limit(tunable, written, "allowed value");
      if (one.isEmpty()) {
        return;
      }
      words.add(one.get().word());
      found |= one.get().text().equals(value.map(TunableContent::text).orElse(""));
    }
    if (!found) {
      broken(
          tunable,
          "is none of the allowed values " + words,
          String.join("+", allowed.values()),
          allowed.where());
    }
  }

  private Optional<TunableContent> limit(TunableDefault tunable, String written, String kind) {
    try {
      return evaluator.limit(tunable, written);
    } catch (WrongExpressionException e) {
      faults.add(evaluator.fault(tunable, "has a wrong " + kind + ": " + e.what(), e.todo()));
      return Optional.empty();
    }
  }

  private void broken(TunableDefault tunable, String what, String limit, Where where) {
    TunableContent value = evaluator.value(tunable.name()).orElseThrow();
    Set<String> names = new HashSet<>(TunableEvaluator.names(limit));
    names.add(tunable.name());
    faults.add(
        new TunableFault(
            Optional.of(tunable.name()),
            shown(evaluator.written(tunable), value) + ' ' + what,
            "",
            Optional.of(where),
            evaluator.dependencies(names)));
  }

  private void relation(TunableConstraints.Relation relation) {
    Set<String> names = TunableEvaluator.names(relation.expression());
    String wrong;
    try {
      if (evaluator.holds(relation.expression()).orElse(true)) {
        return;
      }
      wrong = "'" + relation.expression() + "' doesn't hold" + values(names);
    } catch (WrongExpressionException e) {
      wrong = "the constraint is wrong: " + e.what() + (e.todo().isEmpty() ? "" : ", " + e.todo());
    }
    faults.add(
        new TunableFault(
            Optional.empty(),
            wrong,
            "",
            Optional.of(relation.where()),
            evaluator.dependencies(names)));
  }

  /** The values that a relation compares, for the message. */
  private String values(Set<String> names) {
    StringJoiner values = new StringJoiner(", ", ": ", "").setEmptyValue("");
    for (String name : names) {
      values.add(name + " is " + evaluator.value(name).map(TunableContent::word).orElse("-"));
    }
    return values.toString();
  }

  private static BigInteger number(TunableContent content) {
    return ((TunableContent.Numeric) content).value().number();
  }

  private static String shown(String written, BigInteger number) {
    return written.equals(number.toString()) ? written : written + " = " + number;
  }

  private static String shown(String written, TunableContent value) {
    return switch (value) {
      case TunableContent.Numeric number -> shown(written, number.value().number());
      case TunableContent.Text text -> TunableText.quoted(text.text());
    };
  }
}
