package dlkm.declaration;

import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The system file of a whole kernel (spec §3.3): first the names of drivers and subsystems, one a
 * line, then values of the system: tunables, and lines like {@code swap} and {@code dump}, which
 * are kept and not used.
 *
 * @param path the file as the user knows it
 * @param names the drivers and subsystems
 * @param tunables of modules that have no system file of their own
 */
public record HpuxSystemFile(String path, Set<String> names, Map<String, String> tunables) {

  private static final Set<String> DEVICES = Set.of("swap", "dump", "driver");

  public HpuxSystemFile {
    names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    tunables = Collections.unmodifiableMap(new LinkedHashMap<>(tunables));
  }

  /**
   * Reads a system file.
   *
   * @throws dlkm.problem.ProblemException with all that is wrong, each with its line
   */
  public static HpuxSystemFile parse(String path, String text) {
    ProblemList problems = new ProblemList();
    Set<String> names = new LinkedHashSet<>();
    Map<String, String> tunables = new LinkedHashMap<>();
    for (TextLine line : TextLine.of(path, text, problems)) {
      List<String> fields = line.values();
      Where where = line.where();
      if (fields.size() == 1) {
        name(fields.getFirst(), where, names, problems);
      } else if (!DEVICES.contains(fields.getFirst())) {
        tunable(fields, where, tunables, problems);
      }
    }
    problems.throwIfAny();
    return new HpuxSystemFile(path, names, tunables);
  }

  private static void name(String name, Where where, Set<String> names, ProblemList problems) {
    if (!ModuleName.isValid(name)) {
      problems.at(where, "'" + name + "' is no driver or subsystem", ModuleName.RULE);
    } else if (!names.add(name)) {
      problems.at(where, "'" + name + "' is there twice", "keep one");
    }
  }

  private static void tunable(
      List<String> fields, Where where, Map<String, String> tunables, ProblemList problems) {
    if (fields.size() != 2) {
      problems.at(
          where,
          "a line of " + TextLine.count(fields),
          "write a driver's name alone, or a tunable's name and its value");
      return;
    }
    TunableNames.checkName(fields.get(0), where, problems);
    if (tunables.put(fields.get(0), fields.get(1)) != null) {
      problems.at(where, "tunable '" + fields.get(0) + "' is there twice", "keep one");
    }
  }

  /**
   * Refuses a name that no line of the file can have for a tunable.
   *
   * @throws ProblemException naming it
   */
  public static void requireTunableName(String name) {
    if (!NameRules.isIdentifier(name)) {
      throw new ProblemException(name, "is no name of a tunable", NameRules.IDENTIFIER_RULE);
    }
    if (DEVICES.contains(name)) {
      throw new ProblemException(name, "begins a line of another kind", "choose another name");
    }
  }

  /** The text with the name added after the other names. */
  public static String addName(String text, String name) {
    List<String> lines = lines(text);
    if (find(lines, name, 1) < 0) {
      lines.add(afterNames(lines), name);
    }
    return join(lines);
  }

  /** The text without the name. */
  public static String removeName(String text, String name) {
    return remove(text, name, 1);
  }

  /** The text with the tunable's value, replaced or added at the end. */
  public static String setTunable(String text, String name, String value) {
    List<String> lines = lines(text);
    int line = find(lines, name, 2);
    if (line < 0) {
      lines.add(name + " " + value);
    } else {
      lines.set(line, SystemText.withValue(lines.get(line), value));
    }
    return join(lines);
  }

  /** The text without the tunable. */
  public static String removeTunable(String text, String name) {
    return remove(text, name, 2);
  }

  private static String remove(String text, String name, int fields) {
    List<String> lines = lines(text);
    int line = find(lines, name, fields);
    if (line >= 0) {
      lines.remove(line);
    }
    return join(lines);
  }

  private static int afterNames(List<String> lines) {
    int last = lines.size();
    for (int i = 0; i < lines.size(); i++) {
      if (!TextLine.isSilent(lines.get(i))) {
        boolean name = fields(lines.get(i)).size() == 1;
        if (!name && last == lines.size()) {
          last = i;
        } else if (name) {
          last = i + 1;
        }
      }
    }
    return last;
  }

  private static int find(List<String> lines, String name, int size) {
    for (int i = 0; i < lines.size(); i++) {
      if (!TextLine.isSilent(lines.get(i))) {
        List<String> fields = fields(lines.get(i));
        if (fields.size() == size && fields.getFirst().equals(name)) {
          return i;
        }
      }
    }
    return -1;
  }

  private static List<String> fields(String line) {
    return ValueFields.of(line);
  }

  private static List<String> lines(String text) {
    return new ArrayList<>(text.lines().toList());
  }

  private static String join(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
