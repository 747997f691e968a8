package dlkm.tune;

import dlkm.conf.HpuxSystemFile;
import dlkm.conf.NameRules;
import dlkm.conf.Numbers;
import dlkm.conf.SystemText;
import dlkm.conf.Tunables;
import dlkm.plan.Edits;
import dlkm.problem.ProblemException;
import java.math.BigInteger;
import java.util.Optional;

/** One change of a planned value: what an option of {@code kmtune} asks for (spec §4.3). */
public sealed interface TuneStep {

  /** The tunable, or {@code MODULE.NAME}. */
  String name();

  /** {@code -s name=value}. */
  record Assign(String name, String value) implements TuneStep {}

  /** {@code -s name+value}: the number is added to the present one. */
  record Add(String name, String value) implements TuneStep {}

  /** {@code -r name}: back to the master file's default. */
  record Reset(String name) implements TuneStep {}

  /** The step that the argument of {@code -s} asks for, if it asks for one. */
  static Optional<TuneStep> of(String argument) {
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
  default void apply(PlannedParameters parameters, Edits edits) {
    PlannedParameter parameter = parameters.find(name());
    switch (this) {
      case Assign assign -> set(parameter, assign.value, edits);
      case Add add -> set(parameter, sum(parameter, add.value, edits), edits);
      case Reset _ -> reset(parameter, edits);
    }
  }

  private static String sum(PlannedParameter parameter, String added, Edits edits) {
    String present = planned(parameter, edits.text(parameter.file()));
    return number(parameter.name(), present).add(number(parameter.name(), added)).toString();
  }

  /** The planned value with the edits so far: an earlier step may have changed it. */
  private static String planned(PlannedParameter parameter, String text) {
    String file = parameter.file().toString();
    var overrides =
        parameter.module().isPresent()
            ? dlkm.conf.SystemFile.parse(file, text).tunables()
            : HpuxSystemFile.parse(file, text).tunables();
    String planned = overrides.get(parameter.name());
    if (planned != null) {
      return planned;
    }
    return parameter.tunable().map(t -> t.value()).orElse(parameter.planned());
  }

  private static BigInteger number(String name, String text) {
    return Numbers.of(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    name, "'" + text + "' is not a number", "set the value with '='"));
  }

  private static void set(PlannedParameter parameter, String value, Edits edits) {
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
                Tunables.belowMinimum(tunable, value)
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

  private static void reset(PlannedParameter parameter, Edits edits) {
    String text = edits.text(parameter.file());
    edits.set(
        parameter.file(),
        parameter.module().isPresent()
            ? SystemText.removeTunable(text, parameter.name())
            : HpuxSystemFile.removeTunable(text, parameter.name()));
  }
}
