package dlkm.tune;

import dlkm.declaration.Numbers;
import dlkm.declaration.TunableConstraints;
import dlkm.declaration.TunableContent;
import dlkm.declaration.TunableDefault;
import dlkm.modname.ModuleName;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A tunable as {@code kmtune} shows it: its planned, running and default value side by side (spec
 * §4.3, §9.4).
 *
 * @param declared what its master file says; absent when only the HP-UX system file has it, or when
 *     it is a parameter of another module
 * @param constraints the allowed values and the relations that its master file demands
 * @param module absent for a parameter of the traditional part of the kernel
 * @param version of the module
 * @param override the planned value as it is written; absent: the default is followed
 * @param planned the value that the next build takes; absent when it can't be computed
 * @param defaultValue the value without the override
 * @param current the value in the running kernel, if that shows it
 * @param dynamic whether it can be changed while the module is loaded
 * @param file what its planned value stands in; absent for another module's parameter
 */
public record TunableStatus(
    String name,
    Optional<TunableDefault> declared,
    TunableConstraints constraints,
    Optional<String> module,
    Optional<String> version,
    Optional<String> override,
    Optional<TunableContent> planned,
    Optional<TunableContent> defaultValue,
    Optional<String> current,
    boolean dynamic,
    Optional<OverrideFile> file) {

  /** The values that it may have, as they are written; any if there are none. */
  public List<String> allowed() {
    return Optional.ofNullable(constraints.allowed().get(name))
        .map(TunableConstraints.Allowed::values)
        .orElse(List.of());
  }

  /** The expressions that must not be zero. */
  public List<String> relations() {
    return constraints.relations().stream().map(TunableConstraints.Relation::expression).toList();
  }

  /** Whether it has numbers that may be negative; absent where it has texts. */
  public Optional<Boolean> isSigned() {
    return planned
        .filter(TunableContent.Numeric.class::isInstance)
        .map(
            content ->
                ((TunableContent.Numeric) content).value().type().holds(BigInteger.ONE.negate()));
  }

  /** Whether the running kernel already has the planned value. */
  public boolean isCurrent() {
    return planned.isPresent()
        && current.filter(value -> same(value, planned.get().text())).isPresent();
  }

  /** Whether a user may mean it by a name, which may be {@code MODULE.NAME}. */
  public boolean isNamed(String wanted) {
    int dot = wanted.indexOf('.');
    return name.equals(wanted.substring(dot + 1))
        && (dot < 0
            || module
                .filter(owner -> ModuleName.isSame(owner, wanted.substring(0, dot)))
                .isPresent());
  }

  /** Whether the other is the same tunable, at another time. */
  boolean isSameTunable(TunableStatus other) {
    return name.equals(other.name) && module.equals(other.module);
  }

  /** The same number or the same word; the kernel shows a bool as Y or N. */
  static boolean same(String running, String planned) {
    Optional<BigInteger> number = Numbers.of(running);
    if (number.isPresent()) {
      return number.equals(Numbers.of(planned));
    }
    String word =
        switch (running) {
          case "Y" -> "1";
          case "N" -> "0";
          default -> running;
        };
    return running.equals(planned) || word.equals(planned);
  }
}
