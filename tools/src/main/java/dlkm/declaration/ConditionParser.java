package dlkm.declaration;

import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the conditions of {@code $LINUX}: {@code kernel BOUND ...}, {@code architecture NAME ...},
 * {@code option CONFIG_X ...}, {@code condition COMMAND}. In a family {@code KEYWORD MODULE ...}
 * counts for that module alone.
 */
final class ConditionParser {

  private static final Pattern OPTION =
      Pattern.compile("!?CONFIG_[A-Za-z0-9_]+|CONFIG_[A-Za-z0-9_]+=[A-Za-z0-9_.\"-]+");

  private static final Pattern ARCHITECTURE = Pattern.compile("[a-z][a-z0-9_]*");

  private final Family family;
  private final String module;
  private final ProblemList problems;
  private final List<VersionBound> kernels = new ArrayList<>();
  private final List<String> architectures = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();

  ConditionParser(Family family, String module, ProblemList problems) {
    this.family = family;
    this.module = module;
    this.problems = problems;
  }

  void line(String word, TextLine line) {
    String rest = line.rest();
    String first = line.fields().get(1);
    if (!family.isSingle() && family.modules().contains(first)) {
      if (!first.equals(module)) {
        return;
      }
      rest = rest.substring(first.length()).strip();
    }
    if (rest.isEmpty()) {
      problems.at(line.where(), "'" + word + " " + first + "' says nothing", "write a condition");
    } else if (word.equals("condition")) {
      commands.add(rest);
    } else {
      for (String value : rest.split("[ \t]+")) {
        value(word, value, line.where());
      }
    }
  }

  private void value(String word, String value, Where where) {
    switch (word) {
      case "kernel" -> VersionBound.read(value, where, problems).ifPresent(kernels::add);
      case "architecture" -> {
        if (!ARCHITECTURE.matcher(value).matches()) {
          problems.at(where, "'" + value + "' is no architecture", "write it as 'uname -m' does");
        }
        architectures.add(value);
      }
      default -> {
        if (!OPTION.matcher(value).matches()) {
          problems.at(
              where,
              "'" + value + "' is no option of a kernel's configuration",
              "write 'CONFIG_X', 'CONFIG_X=y' or '!CONFIG_X'");
        }
        options.add(value);
      }
    }
  }

  Conditions conditions() {
    return new Conditions(kernels, architectures, options, commands);
  }
}
