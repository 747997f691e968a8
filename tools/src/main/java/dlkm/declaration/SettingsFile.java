package dlkm.declaration;

import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The text system file of a whole configuration (spec §9.5): states of modules and values of
 * tunables, one a line. A module that it doesn't name is unused, a tunable follows its default.
 *
 * @param path the file as the user knows it
 * @param name of the configuration, if a line says it
 * @param title of the configuration, may be empty
 * @param ignored the lines about devices, which mean nothing here
 */
public record SettingsFile(
    String path,
    Optional<String> name,
    String title,
    List<ModuleLine> modules,
    List<TunableLine> tunables,
    List<Where> ignored) {

  /**
   * The line of a module.
   *
   * @param state absent: the one that the developer prefers
   * @param version the version that the line was written for
   */
  public record ModuleLine(
      String module, Optional<ModuleState> state, Optional<String> version, Where where) {}

  /**
   * The line of a tunable.
   *
   * @param name {@code NAME} or {@code MODULE.NAME}
   * @param user whether it may be one that no module declares
   */
  public record TunableLine(String name, boolean user, String value, Where where) {}

  /** The word for the state that the developer prefers. */
  public static final String BEST = "best";

  private static final String VERSION = "version 1";
  private static final String CONFIGURATION = "configuration";
  private static final String MODULE = "module";
  private static final String TUNABLE = "tunable";
  private static final String USER = "user:";
  private static final Set<String> DEVICES = Set.of("swap", "dump", "driver");

  public SettingsFile {
    modules = List.copyOf(modules);
    tunables = List.copyOf(tunables);
    ignored = List.copyOf(ignored);
  }

  /** Whether a text begins as such a file does, so that a tool can tell it from others. */
  public static boolean isOne(String text) {
    return text.lines()
        .filter(line -> !TextLine.isSilent(line))
        .findFirst()
        .filter(line -> String.join(" ", ValueFields.of(line)).equals(VERSION))
        .isPresent();
  }

  /**
   * Reads a file.
   *
   * @throws ProblemException with all that is wrong, each with its line
   */
  public static SettingsFile parse(String path, String text) {
    Reader reader = new Reader();
    List<TextLine> lines = TextLine.of(path, text, reader.problems);
    if (!isOne(text)) {
      Where first = lines.isEmpty() ? new Where(path, 1) : lines.getFirst().where();
      reader.problems.at(
          first, "the first line is not '" + VERSION + "'", "write it before all others");
    }
    lines.stream().skip(1).forEach(reader::line);
    reader.problems.throwIfAny();
    return new SettingsFile(
        path, reader.name, reader.title, reader.modules, reader.tunables, reader.ignored);
  }

  /** Problems of modules and tunables, each at the line that names it. */
  public ProblemException placed(ProblemException found) {
    return new ProblemException(found.problems().stream().map(this::placed).toList());
  }

  private Problem placed(Problem problem) {
    String thing = problem.thing();
    for (ModuleLine line : modules) {
      if (ModuleName.isSame(line.module(), thing)) {
        return Problem.at(line.where(), thing + ": " + problem.what(), problem.todo());
      }
    }
    for (TunableLine line : tunables) {
      String name = line.name().substring(line.name().indexOf('.') + 1);
      if (thing.equals(line.name()) || thing.equals(name)) {
        return Problem.at(line.where(), name + ": " + problem.what(), problem.todo());
      }
    }
    return problem;
  }

  /** The head of a file. */
  public static String head(String name, String title, String when) {
    return VERSION + "\n" + CONFIGURATION + " " + name + " \"" + quotable(title) + "\" " + when;
  }

  /** A quote or a backslash in a title would end it elsewhere. */
  private static String quotable(String title) {
    return title.replace('"', '\'').replace('\\', '/');
  }

  /** The line of a module. */
  public static String module(String module, String state, String version) {
    return (MODULE + " " + module + " " + state + " " + version).strip();
  }

  /**
   * The line of a tunable.
   *
   * @param module whose it is; absent for one of the HP-UX system file
   * @param declared whether a master file declares it
   */
  public static String tunable(
      Optional<String> module, boolean declared, String name, String value) {
    String owner = module.map(of -> of + ".").orElse(declared ? "" : USER);
    return TUNABLE + " " + owner + name + " " + value;
  }

  private static final class Reader {

    private final ProblemList problems = new ProblemList();
    private final List<ModuleLine> modules = new ArrayList<>();
    private final List<TunableLine> tunables = new ArrayList<>();
    private final List<Where> ignored = new ArrayList<>();
    private final Set<String> named = new HashSet<>();
    private Optional<String> name = Optional.empty();
    private String title = "";

    void line(TextLine line) {
      List<String> fields = line.values();
      Where where = line.where();
      switch (fields.getFirst()) {
        case CONFIGURATION -> configuration(fields, where);
        case MODULE -> module(fields, where);
        case TUNABLE -> tunable(fields.subList(1, fields.size()), where);
        default -> other(fields, where);
      }
    }

    private void other(List<String> fields, Where where) {
      if (DEVICES.contains(fields.getFirst())) {
        ignored.add(where);
      } else if (fields.size() == 1) {
        add(fields.getFirst(), BEST, Optional.empty(), where);
      } else {
        tunable(fields, where);
      }
    }

    /** {@code configuration NAME "TITLE" TIMESTAMP}; whatever form the time has. */
    private void configuration(List<String> fields, Where where) {
      if (fields.size() < 2 || name.isPresent()) {
        problems.at(
            where,
            name.isPresent() ? "a second line '" + CONFIGURATION + "'" : "has no name",
            "write one line: configuration NAME \"TITLE\" TIME");
        return;
      }
      name = Optional.of(fields.get(1));
      String quoted = fields.size() > 2 ? fields.get(2) : "";
      boolean isTitle = quoted.length() > 1 && quoted.startsWith("\"") && quoted.endsWith("\"");
      title = isTitle ? quoted.substring(1, quoted.length() - 1).strip() : "";
    }

    private void module(List<String> fields, Where where) {
      if (fields.size() < 3 || fields.size() > 4) {
        problems.at(
            where, "a line of " + TextLine.count(fields), "write: module NAME STATE [VERSION]");
        return;
      }
      Optional<String> version = fields.size() == 4 ? Optional.of(fields.get(3)) : Optional.empty();
      add(fields.get(1), fields.get(2), version, where);
    }

    private void add(String module, String word, Optional<String> version, Where where) {
      Optional<ModuleState> state = ModuleState.of(word);
      if (!ModuleName.isValid(module)) {
        problems.at(where, "'" + module + "' is no name of a module", ModuleName.RULE);
      } else if (!named.add(MODULE + " " + ModuleName.kernelForm(module))) {
        problems.at(where, "module '" + module + "' is there twice", "keep one");
      } else if (state.isEmpty() && !word.equals(BEST)) {
        problems.at(
            where, "'" + word + "' is no state", "allowed: unused static loaded auto " + BEST);
      } else {
        modules.add(new ModuleLine(module, state, version, where));
      }
    }

    private void tunable(List<String> fields, Where where) {
      if (fields.size() != 2) {
        problems.at(
            where,
            "a line of " + TextLine.count(fields) + " for a tunable",
            "write: tunable NAME VALUE, with a text, or a formula with blanks, in quotes or (...)");
        return;
      }
      boolean user = fields.getFirst().startsWith(USER);
      String tunable = user ? fields.getFirst().substring(USER.length()) : fields.getFirst();
      if (!NameRules.isIdentifier(tunable.substring(tunable.indexOf('.') + 1))) {
        problems.at(where, "'" + tunable + "' is no name of a tunable", NameRules.IDENTIFIER_RULE);
      } else if (!named.add(TUNABLE + " " + tunable)) {
        problems.at(where, "tunable '" + tunable + "' is there twice", "keep one");
      } else {
        tunables.add(new TunableLine(tunable, user, fields.getLast(), where));
      }
    }
  }
}
