package dlkm.declaration;

import dlkm.problem.Where;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bound of a kernel's version: {@code >=6.2}, {@code <6.10.3}.
 *
 * @param operator one of {@code < <= = >= >}
 * @param version numbers with dots between
 */
public record VersionBound(String operator, String version) {

  private static final Pattern TEXT =
      Pattern.compile("(<=|>=|<|>|=)(\\d{1,9}(?:\\.\\d{1,9}){0,3})");
  private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9}){0,3}");

  /** The bound of that text, when it is one. */
  static Optional<VersionBound> of(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(new VersionBound(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The bound of a word in a file; a word that is none is a problem. */
  static Optional<VersionBound> read(String word, Where where, ProblemList problems) {
    Optional<VersionBound> bound = of(word);
    if (bound.isEmpty()) {
      problems.at(
          where,
          "'" + word + "' is no bound of a kernel's version",
          "write '>=6.2', '<6.10', '=6.1'");
    }
    return bound;
  }

  /**
   * Whether a kernel is inside. {@code =6.1} holds for every 6.1.x.
   *
   * @param release as {@code uname -r} prints it
   */
  public boolean holds(String release) {
    Matcher numbers = NUMBERS.matcher(release);
    if (!numbers.lookingAt()) {
      return false;
    }
    int order = compare(numbers.group(), version);
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order < 0 || isBelow(numbers.group());
      case "=" -> isBelow(numbers.group());
      case ">" -> order > 0 && !isBelow(numbers.group());
      default -> order >= 0;
    };
  }

  /** Whether the version is the bound's own, or one of those that it is the beginning of. */
  private boolean isBelow(String other) {
    return other.equals(version) || other.startsWith(version + ".");
  }

  private static int compare(String one, String other) {
    String[] ones = one.split("\\.");
    String[] others = other.split("\\.");
    for (int i = 0; i < Math.max(ones.length, others.length); i++) {
      int order = Integer.compare(number(ones, i), number(others, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int number(String[] numbers, int i) {
    return i < numbers.length ? Integer.parseInt(numbers[i]) : 0;
  }

  @Override
  public String toString() {
    return operator + version;
  }
}
