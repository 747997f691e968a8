package dlkm.saved;

import dlkm.funcset.KeptGenerations;
import dlkm.funcset.TextBlock;
import dlkm.modname.KernelRelease;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The text of a configuration: lines {@code KEYWORD VALUE}, then for each file of the plan a {@link
 * TextBlock} {@code file PATH}.
 */
final class ConfigurationText {

  /** What to do about a damaged one. */
  static final String DELETE = "delete the file";

  private static final String FILE = "file";
  private static final String FORMAT = "1";
  private static final List<String> KEYWORDS =
      List.of("format", "kernel", "generation", "title", "saved", "by", "boot");

  private final String file;
  private final String[] lines;
  private final Map<String, String> values = new HashMap<>();

  /** The line of each value, from 0. */
  private final Map<String, Integer> places = new HashMap<>();

  private int at;

  private ConfigurationText(String file, String text) {
    this.file = file;
    lines = text.split("\n", -1);
  }

  static String write(Configuration configuration) {
    StringBuilder text = new StringBuilder();
    line(text, "format", FORMAT);
    line(text, "kernel", configuration.kernel());
    text.append(KeptGenerations.KEYWORD).append(configuration.generation()).append('\n');
    line(text, "title", configuration.title());
    line(text, "saved", configuration.saved().toString());
    line(text, "by", configuration.by());
    line(text, "boot", configuration.boot());
    configuration.plan().forEach((path, content) -> TextBlock.append(text, FILE, path, content));
    return text.toString();
  }

  private static void line(StringBuilder text, String keyword, String value) {
    if (!value.isEmpty()) {
      text.append(keyword).append(' ').append(value).append('\n');
    }
  }

  /**
   * Reads a configuration.
   *
   * @throws ProblemException with the line, for everything that {@link #write} doesn't write
   */
  static Configuration parse(String name, String file, String text) {
    return new ConfigurationText(file, text).parse(name);
  }

  private Configuration parse(String name) {
    SortedMap<String, String> plan = new TreeMap<>();
    while (at < lines.length - 1) {
      String line = lines[at];
      int blank = line.indexOf(' ');
      String keyword = blank < 0 ? line : line.substring(0, blank);
      String value = blank < 0 ? "" : line.substring(blank + 1);
      if (keyword.equals(FILE)) {
        content(value, plan);
      } else if (!KEYWORDS.contains(keyword) || values.put(keyword, value) != null) {
        throw wrong("unexpected '" + keyword + "'");
      } else {
        places.put(keyword, at);
      }
      at++;
    }
    if (!value("format", text -> text).equals(FORMAT)) {
      throw wrong("the format is not " + FORMAT);
    }
    at = lines.length - 1;
    if (!lines[at].isEmpty()) {
      throw wrong("the last line is cut off");
    }
    return new Configuration(
        name,
        value("kernel", ConfigurationText::kernel),
        value("generation", ConfigurationText::generation),
        value("title", Configuration::title),
        value("saved", Instant::parse),
        value("by", Configuration::title),
        value("boot", Configuration::title),
        plan);
  }

  /** The value of a keyword; what is wrong with it has its line, or the first one without it. */
  private <T> T value(String keyword, Function<String, T> reader) {
    at = places.getOrDefault(keyword, 0);
    String text = values.getOrDefault(keyword, "");
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException | DateTimeException | ProblemException e) {
      throw wrong(
          places.containsKey(keyword)
              ? "'" + text + "' is no value of '" + keyword + "'"
              : "there is no line '" + keyword + "'");
    }
  }

  private static String kernel(String text) {
    if (!KernelRelease.isValid(text)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static int generation(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private void content(String path, SortedMap<String, String> plan) {
    if (!SavedPlan.isOne(path)) {
      throw wrong("'" + path + "' is no file of a plan");
    }
    Optional<TextBlock> block = TextBlock.read(Arrays.asList(lines), at + 1);
    if (block.isEmpty()) {
      at++;
      while (at < lines.length && lines[at].startsWith("|")) {
        at++;
      }
      throw wrong("expected '.', the end of " + path);
    }
    at += block.get().lines();
    if (plan.put(path, block.get().content()) != null) {
      throw wrong(path + " stands twice");
    }
  }

  private ProblemException wrong(String what) {
    return new ProblemException(
        Problem.at(new Where(file, Math.min(at, lines.length - 1) + 1), what, DELETE));
  }
}
