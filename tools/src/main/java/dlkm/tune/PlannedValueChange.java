package dlkm.tune;

import dlkm.component.TextEdits;
import dlkm.conf.HpuxSystemFile;
import dlkm.conf.NameRules;
import dlkm.conf.SystemFile;
import dlkm.conf.SystemText;
import dlkm.conf.TunableRules;
import dlkm.problem.ProblemException;
import java.util.Optional;

/**
 * One change of a planned value: what an option of {@code kmtune} asks for (spec §4.3). Which
 * values are refused is in {@link TunableRules}.
 */
public sealed interface PlannedValueChange {

  /** The tunable, or {@code MODULE.NAME}. */
  String name();

  /** {@code -s name=value}. */
  record Assign(String name, String value) implements PlannedValueChange {}

  /** {@code -s name+value}: the number is added to the present one. */
  record Add(String name, String value) implements PlannedValueChange {}

  /** {@code -r name}: back to the master file's default. */
  record Reset(String name) implements PlannedValueChange {}

  /** The change that the argument of {@code -s} asks for, if it asks for one. */
  static Optional<PlannedValueChange> of(String argument) {
    for (int i = 1; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c == '=') {
        return Optional.of(new Assign(argument.substring(0, i), argument.substring(i + 1)));
      } else if (c == '+') {
        return Optional.of(new Add(argument.substring(0, i), argument.substring(i + 1)));
      }
    }
    return Optional.empty();
  }

  /**
   * Makes the change in the edits.
   *
   * @throws ProblemException when the value can't be had
   */
  default void apply(PlannedParameters parameters, TextEdits edits) {
    PlannedParameter parameter = parameters.find(name());
    switch (this) {
      case Assign assign -> set(parameter, assign.value, edits);
      case Add add -> set(parameter, sum(parameter, add.value, edits), edits);
      case Reset _ -> reset(parameter, edits);
    }
  }

  private static String sum(PlannedParameter parameter, String added, TextEdits edits) {
    String present = planned(parameter, edits.text(parameter.file()));
    return TunableRules.sum(parameter.name(), present, added);
  }

  /** The planned value with the edits so far: an earlier one may have changed it. */
  private static String planned(PlannedParameter parameter, String text) {
    String file = parameter.file().toString();
    var overrides =
        parameter.module().isPresent()
            ? SystemFile.parse(file, text).tunables()
            : HpuxSystemFile.parse(file, text).tunables();
    String planned = overrides.get(parameter.name());
    if (planned != null) {
      return planned;
    }
    return parameter.tunable().map(t -> t.value()).orElse(parameter.planned());
  }

  private static void set(PlannedParameter parameter, String value, TextEdits edits) {
    if (!NameRules.isValue(value)) {
      throw new ProblemException(
          parameter.name(),
          "wrong value '" + value + "'",
          "write a number, a formula or a word without blanks, quotes and backslashes");
    }
    parameter
        .tunable()
        .ifPresent(
            tunable ->
                TunableRules.belowMinimum(tunable, value)
                    .ifPresent(
                        what -> {
                          throw new ProblemException(
                              parameter.name(), what, "the minimum is set at " + tunable.where());
                        }));
    String text = edits.text(parameter.file());
    edits.set(
        parameter.file(),
        parameter.module().isPresent()
            ? SystemText.setTunable(text, parameter.name(), value)
            : HpuxSystemFile.setTunable(text, parameter.name(), value));
  }

  private static void reset(PlannedParameter parameter, TextEdits edits) {
    String text = edits.text(parameter.file());
    edits.set(
        parameter.file(),
        parameter.module().isPresent()
            ? SystemText.removeTunable(text, parameter.name())
            : HpuxSystemFile.removeTunable(text, parameter.name()));
  }
}
