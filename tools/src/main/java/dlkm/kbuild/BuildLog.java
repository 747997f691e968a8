package dlkm.kbuild;

import dlkm.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in the log of a failed build the line that a person looks for. */
final class BuildLog {

  private static final Pattern FULL = Pattern.compile("(.*No space left on device.*)");
  private static final Pattern COMPILER =
      Pattern.compile("(\\S+?):(\\d+)(?::\\d+)?: (?:fatal )?error: (.*)");
  private static final Pattern MAKEFILE =
      Pattern.compile("^(\\S+?):(\\d+): \\*\\*\\* (.*?)\\.?(?:  Stop\\.)?$");
  private static final Pattern MODPOST =
      Pattern.compile("ERROR: modpost: \"(\\S+)\" \\[(\\S+?)\\.ko\\] undefined!");
  private static final Pattern MODPOST_OTHER = Pattern.compile("ERROR: modpost: (.*)");
  private static final Pattern LINKER = Pattern.compile("(?:\\S*/)?ld: (.*)");
  private static final Pattern ASSEMBLER = Pattern.compile("(\\S+?):(\\d+): Error: (.*)");
  private static final Pattern OBJTOOL = Pattern.compile("error: (objtool: .*)");
  private static final Pattern MAKE = Pattern.compile("make(?:\\[\\d+\\])?: \\*\\*\\* (.*)");

  /** In the order in which a person would believe them. */
  private static final List<Pattern> PATTERNS =
      List.of(FULL, COMPILER, ASSEMBLER, MAKEFILE, OBJTOOL, MODPOST_OTHER, LINKER, MAKE);

  /** What a kernel's headers bring and no module can have made. */
  private static final Pattern KERNELS_OWN =
      Pattern.compile(
          "No rule to make target ['‘](?:\\./)?(?:scripts|tools)/(?:mod|basic|objtool)/");

  /** make's own messages, and kbuild's announcements of what it does. */
  private static final Pattern MAKES_OWN =
      Pattern.compile("^make(\\[\\d+\\])?: |^  [A-Z]+ +(\\[M\\])? ");

  /** What is looked at of a line: a pattern may need the square of its length. */
  private static final int LONGEST = 2000;

  private BuildLog() {}

  /** A symbol that no declared dependency and not the kernel has. */
  record Undefined(String symbol, String module) {}

  /** What modpost did not find. */
  static List<Undefined> undefined(Path log) {
    List<Undefined> undefined = new ArrayList<>();
    for (String line : lines(log)) {
      Matcher matcher = MODPOST.matcher(line);
      if (matcher.find()) {
        String path = matcher.group(2);
        undefined.add(new Undefined(matcher.group(1), path.substring(path.lastIndexOf('/') + 1)));
      }
    }
    return undefined;
  }

  /**
   * The first thing that went wrong, in the words of the program that noticed.
   *
   * @param directory where make ran
   */
  static Problem firstError(List<BuildTree> trees, Path directory, Path log) {
    String names = String.join(" ", trees.stream().map(BuildTree::name).toList());
    String todo = "the whole output is in " + log;
    List<String> lines = lines(log);
    Optional<MissingProgram> missing = MissingProgram.in(lines);
    if (missing.isPresent()) {
      return missing.get().problem(names);
    }
    for (Pattern pattern : PATTERNS) {
      for (int i = 0; i < lines.size(); i++) {
        Matcher matcher = pattern.matcher(lines.get(i));
        if (!matcher.find()) {
          continue;
        }
        if (pattern == COMPILER || pattern == ASSEMBLER || pattern == MAKEFILE) {
          String place = place(trees, directory, matcher);
          return new Problem(place, "error: " + matcher.group(3), todo);
        }
        String reason = pattern == MAKE ? saidBefore(lines, i) : "";
        boolean kernels = KERNELS_OWN.matcher(matcher.group(1)).find();
        return new Problem(
            names,
            "the build failed: " + reason + matcher.group(1),
            kernels ? "it belongs to the kernel's headers: install them again" : todo);
      }
    }
    return new Problem(names, "the build failed", todo);
  }

  /** What the command said that make reports the failure of. */
  private static String saidBefore(List<String> lines, int failure) {
    for (int i = failure - 1; i >= 0; i--) {
      String line = lines.get(i).strip();
      if (MAKES_OWN.matcher(lines.get(i)).find()) {
        return "";
      }
      if (!line.isEmpty()) {
        return line + ": ";
      }
    }
    return "";
  }

  /** The file that its writer knows: the installed one, not the copy that was compiled. */
  private static String place(List<BuildTree> trees, Path directory, Matcher matcher) {
    Path file = directory.resolve(matcher.group(1)).normalize();
    for (BuildTree tree : trees) {
      if (file.startsWith(tree.directory())) {
        Path source = tree.plan().installed().source();
        Path installed = source.resolve(tree.directory().relativize(file));
        if (Files.exists(installed)) {
          return installed + ":" + matcher.group(2);
        }
      }
    }
    return (Files.exists(file) ? file : matcher.group(1)) + ":" + matcher.group(2);
  }

  private static List<String> lines(Path log) {
    try {
      // Not readString: what programs print need not be UTF-8 throughout.
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.substring(0, Math.min(line.length(), LONGEST)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
