package dlkm.index;

import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What {@code depmod.d} says for one kernel: which of several modules with one name counts, which
 * other directories have modules, which are left out.
 *
 * @param search what {@code search} names, the last first; {@code built-in} and {@code external}
 *     are words of their own there
 * @param overrides {@code directory/module} without an ending, the last first
 * @param external directories outside of the kernel's, the last first
 * @param exclude names of files and directories
 */
public record DepmodConf(
    List<String> search, List<String> overrides, List<String> external, List<String> exclude) {

  static final String BUILT_IN = "built-in";
  static final String EXTERNAL = "external";

  public DepmodConf {
    search = List.copyOf(search);
    overrides = List.copyOf(overrides);
    external = List.copyOf(external);
    exclude = List.copyOf(exclude);
  }

  /** A configuration file. */
  public record File(String name, String text) {}

  /** Without any file: what is in {@code updates} goes first. */
  public static final DepmodConf DEFAULT =
      new DepmodConf(List.of("updates"), List.of(), List.of(), List.of());

  /** By what a configuration is known to be the one of the last time. */
  public int sum() {
    return List.of(search, overrides, external, exclude).hashCode();
  }

  /**
   * The configuration of files, read in this order.
   *
   * @param problems gets one for each line that makes no sense; the line counts as not there
   */
  public static DepmodConf parse(List<File> files, String release, List<Problem> problems) {
    if (files.isEmpty()) {
      return DEFAULT;
    }
    Reader reader = new Reader(release, problems);
    files.forEach(reader::read);
    return new DepmodConf(
        reader.search.isEmpty() ? DEFAULT.search : reader.search.reversed(),
        reader.overrides.reversed(),
        reader.external.reversed(),
        reader.exclude);
  }

  private static final class Reader {

    private final String release;
    private final List<Problem> problems;
    private final List<String> search = new ArrayList<>();
    private final List<String> overrides = new ArrayList<>();
    private final List<String> external = new ArrayList<>();
    private final List<String> exclude = new ArrayList<>();

    Reader(String release, List<Problem> problems) {
      this.release = release;
      this.problems = problems;
    }

    /** A backslash joins a line with the next, or leaves the character behind it alone. */
    void read(File file) {
      int number = 1;
      StringBuilder line = new StringBuilder();
      String text = file.text();
      for (int at = 0; at < text.length(); at++) {
        char its = text.charAt(at);
        boolean escaped = its == '\\' && at + 1 < text.length();
        if (escaped) {
          at++;
        }
        if (text.charAt(at) != '\n') {
          line.append(text.charAt(at));
        } else {
          if (!escaped) {
            line(file.name() + ":" + number, line.toString());
            line.setLength(0);
          }
          number++;
        }
      }
      line(file.name() + ":" + number, line.toString());
    }

    private void line(String where, String line) {
      if (line.startsWith("#")) {
        return;
      }
      List<String> words = new ArrayList<>();
      for (StringTokenizer left = new StringTokenizer(line, "\t "); left.hasMoreTokens(); ) {
        words.add(left.nextToken());
      }
      if (!words.isEmpty() && !command(words.getFirst(), words.subList(1, words.size()))) {
        problems.add(
            Problem.of(
                where, "'" + line.strip() + "' is not a depmod.d directive", "see depmod.d(5)"));
      }
    }

    private boolean command(String command, List<String> words) {
      switch (command) {
        case "search" -> search.addAll(words);
        case "exclude" -> exclude.addAll(words);
        case "override" -> {
          return override(words);
        }
        case "external" -> {
          return external(words);
        }
        case "include", "make_map_files" -> {}
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean override(List<String> words) {
      if (words.size() < 3) {
        return false;
      }
      if (matches(words.get(1))) {
        overrides.add(words.get(2) + "/" + words.getFirst());
      }
      return true;
    }

    private boolean external(List<String> words) {
      if (words.size() < 2) {
        return false;
      }
      if (matches(words.getFirst())) {
        external.add(words.get(1));
      }
      return true;
    }

    /** {@code *} or an extended regular expression that the release holds. */
    private boolean matches(String kernel) {
      if (kernel.equals("*")) {
        return true;
      }
      try {
        return Pattern.compile(posix(kernel)).matcher(release).find();
      } catch (PatternSyntaxException e) {
        return false;
      }
    }

    /** Classes of characters are all that POSIX writes in another way than Java. */
    private static String posix(String expression) {
      return expression
          .replace("[:digit:]", "\\p{Digit}")
          .replace("[:alpha:]", "\\p{Alpha}")
          .replace("[:alnum:]", "\\p{Alnum}")
          .replace("[:lower:]", "\\p{Lower}")
          .replace("[:upper:]", "\\p{Upper}")
          .replace("[:punct:]", "\\p{Punct}")
          .replace("[:space:]", "\\p{Space}");
    }
  }
}
