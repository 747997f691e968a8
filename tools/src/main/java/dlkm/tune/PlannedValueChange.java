package dlkm.tune;

import dlkm.component.TextEdits;
import dlkm.declaration.HpuxSystemFile;
import dlkm.declaration.TunableConstraints;
import dlkm.declaration.TunableDefault;
import dlkm.declaration.TunableText;
import dlkm.expression.Expression;
import dlkm.expression.WrongExpressionException;
import dlkm.problem.ProblemException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One change of a planned value: what an option of {@code kmtune} asks for (spec §4.3). It is made
 * in the text; {@link Tuning} checks the plan when all are made.
 */
public sealed interface PlannedValueChange {

  /** The value that isn't one: the default is followed again. It is a word of C, so no tunable. */
  String DEFAULT = "default";

  /** The tunable, or {@code MODULE.NAME}. */
  String name();

  /** {@code -s name=value}. */
  record Assign(String name, String value) implements PlannedValueChange {}

  /** {@code -s name+value}: the number is added to the present one. */
  record Add(String name, String value) implements PlannedValueChange {}

  /** {@code -r name}: the master file's default is followed, also when it changes. */
  record Reset(String name) implements PlannedValueChange {}

  /** Plans a value, also of a tunable that nothing declares (spec §9.4: user-defined). */
  record Define(String name, String value, Path hpuxSystem) implements PlannedValueChange {

    private TunableStatus status(TunableStatuses statuses) {
      if (statuses.all().stream().anyMatch(status -> status.name().equals(name))) {
        return new TunableSearch(statuses.all()).find(name);
      }
      HpuxSystemFile.requireTunableName(name);
      return new TunableStatus(
          name,
          Optional.empty(),
          TunableConstraints.NONE,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.of(OverrideFile.traditional(hpuxSystem)));
    }
  }

  /** The change that the argument of {@code -s} asks for, if it asks for one. */
  static Optional<PlannedValueChange> of(String argument) {
    for (int i = 1; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c == '=') {
        String name = argument.substring(0, i);
        String value = argument.substring(i + 1);
        return Optional.of(value.equals(DEFAULT) ? new Reset(name) : new Assign(name, value));
      } else if (c == '+') {
        return Optional.of(new Add(argument.substring(0, i), argument.substring(i + 1)));
      }
    }
    return Optional.empty();
  }

  /**
   * Makes the change in the edits.
   *
   * @return the tunable
   * @throws ProblemException when there is no such tunable, or the value can't be written
   */
  default TunableStatus apply(TunableStatuses statuses, TextEdits edits) {
    TunableStatus status =
        this instanceof Define define
            ? define.status(statuses)
            : new TunableSearch(statuses.all()).find(name());
    switch (this) {
      case Assign assign -> file(status).set(edits, status.name(), written(status, assign.value));
      case Define define -> file(status).set(edits, status.name(), written(status, define.value));
      case Add add -> file(status).set(edits, status.name(), sum(status, add.value, edits));
      case Reset _ -> file(status).reset(edits, status.name());
    }
    return status;
  }

  /**
   * The same change for a plan that has another value now: a sum is what it is.
   *
   * @param after all tunables with this change
   */
  default PlannedValueChange assigned(TunableSearch after) {
    return this instanceof Add add
        ? new Assign(add.name, after.find(add.name).override().orElseThrow())
        : this;
  }

  private static String sum(TunableStatus status, String added, TextEdits edits) {
    return number(status, planned(status, edits)).add(number(status, added)).toString();
  }

  /** Only a number can be added to: not a formula, not a text. */
  private static BigInteger number(TunableStatus status, String text) {
    try {
      return Expression.parse(text).constant().orElseThrow(() -> noNumber(status, text));
    } catch (WrongExpressionException e) {
      throw noNumber(status, text);
    }
  }

  private static ProblemException noNumber(TunableStatus status, String text) {
    return new ProblemException(
        status.name(), "'" + text + "' is not a number", "set the value with '='");
  }

  /** The planned value with the edits so far: an earlier one may have changed it. */
  private static String planned(TunableStatus status, TextEdits edits) {
    return file(status)
        .value(edits, status.name())
        .or(() -> status.declared().map(TunableDefault::value))
        .or(status::override)
        .orElseThrow();
  }

  private static OverrideFile file(TunableStatus status) {
    return status.file().orElseThrow();
  }

  /** The value as it stands in the file, on one line and in one field. */
  private static String written(TunableStatus status, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new ProblemException(status.name(), "the value has a control character", "");
    }
    boolean text = status.declared().filter(TunableDefault::isText).isPresent();
    if (text || TunableText.isQuoted(value)) {
      String quoted = TunableText.isQuoted(value) ? value : TunableText.quoted(value);
      if (TunableText.unquoted(quoted).isEmpty()) {
        throw new ProblemException(
            status.name(), "the text " + value + " is not well quoted", TunableText.RULE);
      }
      return quoted;
    }
    try {
      Expression.parse(value);
    } catch (WrongExpressionException e) {
      throw new ProblemException(status.name(), e.what(), e.todo());
    }
    String stripped = value.strip();
    return TunableText.isOneField(stripped) ? stripped : '(' + stripped + ')';
  }
}
