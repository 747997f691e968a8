package dlkm.declaration;

import dlkm.expression.CType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The C types of the variables that config makes for the tunables of a wrapped module (spec §3.6).
 * They follow from the master file alone, since the module's code relies on them: an {@code int}
 * where that holds the default, the minimum and the maximum, else a {@code long} or an {@code
 * unsigned long}.
 */
public final class TunableTypes {

  private static final List<CType> TYPES = List.of(CType.INT, CType.LONG, CType.UNSIGNED_LONG);

  private TunableTypes() {}

  /** The types of those that are numbers, by name. */
  public static Map<String, CType> of(MasterFile master) {
    TunableEvaluator defaults =
        new TunableEvaluator(master.tunables(), Map.of(), OtherTunables.NONE);
    Map<String, CType> types = new HashMap<>();
    for (TunableDefault tunable : master.tunables()) {
      List<BigInteger> numbers = new ArrayList<>();
      add(numbers, defaults.value(tunable.name()));
      tunable.minimum().ifPresent(limit -> add(numbers, defaults.limit(tunable, limit)));
      tunable.maximum().ifPresent(limit -> add(numbers, defaults.limit(tunable, limit)));
      if (!tunable.isText()) {
        TYPES.stream()
            .filter(type -> numbers.stream().allMatch(type::holds))
            .findFirst()
            .ifPresent(type -> types.put(tunable.name(), type));
      }
    }
    return types;
  }

  private static void add(List<BigInteger> numbers, Optional<TunableContent> content) {
    if (content.orElse(null) instanceof TunableContent.Numeric number) {
      numbers.add(number.value().number());
    }
  }

  /**
   * The planned values that the module's code can't take.
   *
   * @param files the names of the code's files
   */
  public static List<TunableFault> misfits(
      MasterFile master, PlannedTunables planned, CodeKind kind, List<String> files) {
    boolean generated = kind == CodeKind.WRAPPED && !files.contains(ComponentNames.SPACE);
    Map<String, CType> types = generated ? of(master) : Map.of();
    List<TunableFault> faults = new ArrayList<>();
    for (PlannedTunable tunable : planned.all()) {
      CType type = types.get(tunable.name());
      if (type != null
          && tunable.value() instanceof TunableContent.Numeric number
          && !type.holds(number.value().number())) {
        faults.add(
            fault(
                tunable,
                number.text() + " is no " + type.words(),
                "the master file's default and limits make it one"));
      }
      if (kind == CodeKind.NATIVE
          && ParameterText.of(tunable.name(), tunable.value().text()).isEmpty()) {
        faults.add(fault(tunable, PARAMETER, PARAMETER_RULE));
      }
    }
    return faults;
  }

  /** What is wrong with a text that the kernel can't be given. */
  public static final String PARAMETER = "the kernel takes no such text for a module parameter";

  /** What such a text may be. */
  public static final String PARAMETER_RULE =
      "write an even number of quotes, and no blank between the first and the second of a pair";

  private static TunableFault fault(PlannedTunable tunable, String what, String todo) {
    return new TunableFault(
        Optional.of(tunable.name()), what, todo, Optional.empty(), Set.of(tunable.name()));
  }
}
