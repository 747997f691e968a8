package dlkm.kbuild;

import dlkm.plan.ModulePlan;
import dlkm.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in the log of a failed build the line that a person looks for. */
public final class BuildLog {

  private static final Pattern FULL = Pattern.compile("(.*No space left on device.*)");
  private static final Pattern COMPILER =
      Pattern.compile("(\\S+?):(\\d+)(?::\\d+)?: (?:fatal )?error: (.*)");
  private static final Pattern MAKEFILE =
      Pattern.compile("^(\\S+?):(\\d+): \\*\\*\\* (.*?)\\.?(?:  Stop\\.)?$");
  private static final Pattern MODPOST =
      Pattern.compile("ERROR: modpost: \"(\\S+)\" \\[(\\S+?)\\.ko\\] undefined!");
  private static final Pattern MODPOST_OTHER = Pattern.compile("ERROR: modpost: (.*)");
  private static final Pattern LINKER = Pattern.compile("(?:\\S*/)?ld: (.*)");
  private static final Pattern MAKE = Pattern.compile("make(?:\\[\\d+\\])?: \\*\\*\\* (.*)");

  private BuildLog() {}

  /** A symbol that no declared dependency and not the kernel has. */
  public record Undefined(String symbol, String module) {}

  /** What modpost did not find. */
  public static List<Undefined> undefined(Path log) {
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

  /** The first thing that went wrong, in the words of the program that noticed. */
  public static Problem firstError(List<ModulePlan> plans, Path log) {
    String names = String.join(" ", plans.stream().map(ModulePlan::name).toList());
    String todo = "the whole output is in " + log;
    List<String> lines = lines(log);
    for (Pattern pattern : List.of(FULL, COMPILER, MAKEFILE, MODPOST_OTHER, LINKER, MAKE)) {
      for (String line : lines) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
          return pattern == COMPILER || pattern == MAKEFILE
              ? new Problem(place(plans, matcher), "error: " + matcher.group(3), todo)
              : new Problem(names, "the build failed: " + matcher.group(1), todo);
        }
      }
    }
    return new Problem(names, "the build failed", todo);
  }

  /** The file that its writer knows: the installed one, not the copy that was compiled. */
  private static String place(List<ModulePlan> plans, Matcher matcher) {
    String file = matcher.group(1);
    for (ModulePlan plan : plans) {
      String folder = "/" + plan.name() + "/";
      int at = file.lastIndexOf(folder);
      String inTree = at < 0 ? file : file.substring(at + folder.length());
      Path installed = plan.installed().source().resolve(inTree);
      if (Files.exists(installed)) {
        return installed + ":" + matcher.group(2);
      }
    }
    return file + ":" + matcher.group(2);
  }

  private static List<String> lines(Path log) {
    try {
      // Not readString: what programs print need not be UTF-8 throughout.
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
