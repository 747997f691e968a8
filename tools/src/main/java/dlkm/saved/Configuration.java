package dlkm.saved;

import dlkm.problem.ProblemException;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A saved configuration of a kernel (spec §9.1): a generation with the plan that belonged to it.
 *
 * @param kernel the kernel's release
 * @param generation the number of the generation
 * @param title one line, may be empty
 * @param by who saved it
 * @param boot the boot in which it was saved; may be empty
 * @param plan the texts of the plan's files, by their path on the machine
 */
public record Configuration(
    String name,
    String kernel,
    int generation,
    String title,
    Instant saved,
    String by,
    String boot,
    SortedMap<String, String> plan) {

  /** The one that is saved before changes. */
  public static final String BACKUP = "backup";

  /** The backup of an earlier boot, when one of this boot took its place. */
  public static final String FORMER_BACKUP = "backup_prev";

  private static final int LONGEST_NAME = 32;

  public Configuration {
    plan = Collections.unmodifiableSortedMap(new TreeMap<>(plan));
  }

  /**
   * A name: a letter, then letters, digits and {@code _}, at most 32 characters.
   *
   * @throws ProblemException for any other
   */
  public static String name(String name) {
    boolean valid = !name.isEmpty() && name.length() <= LONGEST_NAME && isLetter(name.charAt(0));
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      valid &= isLetter(c) || c >= '0' && c <= '9' || c == '_';
    }
    if (!valid) {
      throw new ProblemException(
          name,
          "is no name of a configuration",
          "write a letter, then letters, digits and '_', " + LONGEST_NAME + " characters at most");
    }
    return name;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /**
   * A title: one line.
   *
   * @throws ProblemException for any other text
   */
  public static String title(String title) {
    if (title.codePoints().anyMatch(Character::isISOControl)) {
      throw new ProblemException(title.strip(), "is no title", "write one line without tabs");
    }
    return title.strip();
  }

  Configuration named(String other) {
    return new Configuration(other, kernel, generation, title, saved, by, boot, plan);
  }

  Configuration titled(String other) {
    return new Configuration(name, kernel, generation, other, saved, by, boot, plan);
  }

  Configuration planned(SortedMap<String, String> other) {
    return new Configuration(name, kernel, generation, title, saved, by, boot, other);
  }

  Configuration at(int number) {
    return new Configuration(name, kernel, number, title, saved, by, boot, plan);
  }
}
