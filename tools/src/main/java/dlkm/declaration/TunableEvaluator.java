package dlkm.declaration;

import dlkm.expression.CValue;
import dlkm.expression.Expression;
import dlkm.expression.WrongExpressionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes the values of tunables, whose formulas name each other (spec §3.6, §9.4). A fault is
 * told once, at the tunable that has it; those that depend on it have no value.
 */
final class TunableEvaluator {

  /** No module's formulas build on each other as deep; the stack is far deeper. */
  private static final int DEEPEST = 100;

  private static final String CIRCLE = "the formulas go round in a circle: ";
  private static final String BREAK_CIRCLE = "plan a number for one";

  /** A formula depends on a value that is wrong by itself. */
  private static final class DependsOnFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DependsOnFaultException() {
      super(null, null, false, false);
    }
  }

  private final Map<String, TunableDefault> declared = new LinkedHashMap<>();
  private final Map<String, String> overrides;
  private final OtherTunables others;
  private final Map<String, Optional<TunableContent>> values = new HashMap<>();

  /** What is being computed, from the first to the last, in whichever module. */
  private Deque<TunableDefault> path = new ArrayDeque<>();

  private final List<TunableFault> faults = new ArrayList<>();

  TunableEvaluator(
      List<TunableDefault> declared, Map<String, String> overrides, OtherTunables others) {
    declared.forEach(tunable -> this.declared.putIfAbsent(tunable.name(), tunable));
    this.overrides = overrides;
    this.others = others;
  }

  /** What is wrong with the values computed so far. */
  List<TunableFault> faults() {
    return List.copyOf(faults);
  }

  /** The value of a tunable; empty when it, or one that it depends on, is wrong. */
  Optional<TunableContent> value(String name) {
    Optional<TunableContent> known = values.get(name);
    if (known != null) {
      return known;
    }
    path.addLast(declared.get(name));
    Optional<TunableContent> value = computed(name);
    path.removeLast();
    values.put(name, value);
    return value;
  }

  private Optional<TunableContent> computed(String name) {
    TunableDefault tunable = declared.get(name);
    String written = written(tunable);
    try {
      return Optional.of(content(tunable, written));
    } catch (WrongExpressionException e) {
      faults.add(fault(tunable, e.what(), advice(tunable, written, e)));
      return Optional.empty();
    } catch (DependsOnFaultException e) {
      return Optional.empty();
    }
  }

  /** The value as it is written in the system file, else in the master file. */
  String written(TunableDefault tunable) {
    return tunable.normalized(overrides.getOrDefault(tunable.name(), tunable.value()));
  }

  /** The value without the override; empty when it can't be computed beside the others. */
  Optional<TunableContent> defaultValue(TunableDefault tunable) {
    if (!overrides.containsKey(tunable.name())) {
      return value(tunable.name());
    }
    try {
      return Optional.of(content(tunable, tunable.value()));
    } catch (WrongExpressionException | DependsOnFaultException e) {
      return Optional.empty();
    }
  }

  /**
   * What a value of the tunable is.
   *
   * @throws WrongExpressionException when it is wrong
   * @throws RuntimeException when it depends on one that is wrong
   */
  private TunableContent content(TunableDefault tunable, String written) {
    if (!TunableText.isQuoted(written)) {
      return new TunableContent.Numeric(number(written));
    }
    if (!tunable.isText()) {
      throw new WrongExpressionException(
          written, 0, "a text, and " + tunable.name() + " has numbers", "");
    }
    return new TunableContent.Text(
        TunableText.unquoted(written)
            .orElseThrow(
                () ->
                    new WrongExpressionException(
                        written, 0, "the text is not well quoted", TunableText.RULE)));
  }

  /** The value of an expression over the tunables. */
  private CValue number(String text) {
    return Expression.parse(text).evaluate(this::named);
  }

  /** The value of a limit, empty when it depends on a wrong value. */
  Optional<TunableContent> limit(TunableDefault tunable, String written) {
    try {
      return Optional.of(content(tunable, tunable.normalized(written)));
    } catch (DependsOnFaultException e) {
      return Optional.empty();
    }
  }

  /** Whether a relation holds; empty when that depends on a wrong value. */
  Optional<Boolean> holds(String relation) {
    try {
      return Optional.of(number(relation).number().signum() != 0);
    } catch (DependsOnFaultException e) {
      return Optional.empty();
    }
  }

  private CValue named(String name, Expression.WrongName wrong) {
    TunableDefault tunable = declared.get(name);
    if (tunable == null) {
      return elsewhere(name, wrong);
    }
    if (tunable.isText()) {
      throw wrong.at("'" + name + "' is a text", "a formula has numbers only");
    }
    if (path.contains(tunable)) {
      throw wrong.at(CIRCLE + circle(tunable), BREAK_CIRCLE);
    }
    if (path.size() > DEEPEST) {
      throw wrong.at("formulas over formulas, more than " + DEEPEST + " deep", "plan a number");
    }
    return value(name)
        .map(value -> ((TunableContent.Numeric) value).value())
        .orElseThrow(DependsOnFaultException::new);
  }

  /** The value of a tunable of another module, or of the HP-UX system file. */
  private CValue elsewhere(String name, Expression.WrongName wrong) {
    if (others.isAmbiguous(name)) {
      throw wrong.at(
          "'" + name + "' is a tunable of more than one other module", "'kmtune' lists them");
    }
    TunableEvaluator owner =
        others.owner(name).orElseThrow(() -> wrong.at("no tunable '" + name + "'", nearest(name)));
    try {
      return owner.named(name, wrong, path);
    } catch (DependsOnFaultException e) {
      Optional<String> cause = owner.cause(name);
      int circle = cause.map(what -> what.indexOf(CIRCLE)).orElse(-1);
      if (circle >= 0) {
        throw wrong.at(cause.orElseThrow().substring(circle), BREAK_CIRCLE);
      }
      String why = cause.map(what -> ", " + what).orElse("");
      throw wrong.at("'" + name + "' has no value" + why, "plan another one for it");
    }
  }

  /** The value of one that a formula of another module names. */
  private CValue named(String name, Expression.WrongName wrong, Deque<TunableDefault> asked) {
    Deque<TunableDefault> own = path;
    path = asked;
    try {
      return named(name, wrong);
    } finally {
      path = own;
    }
  }

  /** Why a tunable has no value: its own fault, or that of one that its formula needs. */
  private Optional<String> cause(String name) {
    Set<String> needed = dependencies(List.of(name));
    return faults.stream()
        .filter(fault -> fault.tunable().filter(needed::contains).isPresent())
        .findFirst()
        .map(TunableFault::what);
  }

  private String nearest(String name) {
    List<String> numbers =
        declared.values().stream().filter(t -> !t.isText()).map(TunableDefault::name).toList();
    return SimilarName.to(name, numbers).map(near -> "did you mean '" + near + "'?").orElse("");
  }

  private String circle(TunableDefault tunable) {
    List<TunableDefault> circle = new ArrayList<>(path);
    circle.add(tunable);
    return String.join(
        " -> ",
        circle.subList(circle.indexOf(tunable), circle.size()).stream()
            .map(TunableDefault::name)
            .toList());
  }

  /** A lone word is perhaps a text whose quotes are forgotten, if its developer meant one. */
  private String advice(TunableDefault tunable, String written, WrongExpressionException e) {
    boolean itsDefault = !overrides.containsKey(tunable.name());
    boolean word = written.chars().noneMatch(c -> "()*+<>= ".indexOf(c) >= 0);
    return e.todo().isEmpty() && itsDefault && word && !Character.isDigit(written.charAt(0))
        ? "a text is in quotes: " + TunableText.quoted(written)
        : e.todo().isEmpty() ? "plan another expression" : e.todo();
  }

  /** A fault of one tunable. */
  TunableFault fault(TunableDefault tunable, String what, String todo) {
    return new TunableFault(
        Optional.of(tunable.name()),
        what,
        todo,
        Optional.empty(),
        dependencies(List.of(tunable.name())));
  }

  /** The tunables, and all that their formulas name, directly or not. */
  Set<String> dependencies(Iterable<String> names) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    names.forEach(open::add);
    while (!open.isEmpty()) {
      String name = open.removeFirst();
      if (declared.containsKey(name) && found.add(name)) {
        open.addAll(names(written(declared.get(name))));
      }
    }
    return found;
  }

  /** The names in an expression; none when it is wrong. */
  static Set<String> names(String expression) {
    try {
      return TunableText.isQuoted(expression) ? Set.of() : Expression.parse(expression).names();
    } catch (WrongExpressionException e) {
      return Set.of();
    }
  }
}
