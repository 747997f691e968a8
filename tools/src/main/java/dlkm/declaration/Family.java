package dlkm.declaration;

import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The modules that one installed tree makes. Most trees make one module and have its name. A tree
 * of several has a line for each of them in {@code $TYPE}, and the name of one of them, or one of
 * its own that {@code family NAME} in {@code $LINUX} gives.
 *
 * @param name what {@code kminstall} calls the tree
 * @param modules their names, in the order of {@code $TYPE}
 */
public record Family(String name, List<String> modules) {

  static final String KEYWORD = "family";

  public Family {
    modules = List.copyOf(modules);
  }

  /** A tree with one module, which has its name. */
  static Family of(String module) {
    return new Family(module, List.of(module));
  }

  /**
   * The family of a master file that is installed as {@code name}. What isn't right about its name
   * or the names in {@code $TYPE} is reported.
   */
  static Family read(String name, Map<String, MasterSection> sections, ProblemList problems) {
    Optional<TextLine> own = named(sections.get("$LINUX"));
    List<TextLine> lines = lines(sections.get("$TYPE"));
    if (lines.size() < 2 && own.isEmpty()) {
      return of(name);
    }
    List<String> modules = new ArrayList<>();
    for (TextLine line : lines) {
      FamilyRules.member(line, modules, problems);
      modules.add(line.first());
    }
    if (own.isPresent()) {
      FamilyRules.declared(own.get(), name, problems);
    } else if (!modules.contains(name)) {
      FamilyRules.nameless(lines.getFirst().where(), name, problems);
    }
    return new Family(name, modules);
  }

  /** The modules that {@code $TYPE} of a master file names; what is wrong with it is told later. */
  public static List<String> named(String path, String text) {
    return lines(MasterSection.read(path, text, new ProblemList()).get("$TYPE")).stream()
        .map(TextLine::first)
        .toList();
  }

  private static Optional<TextLine> named(MasterSection linux) {
    return lines(linux).stream().filter(line -> line.first().equals(KEYWORD)).findFirst();
  }

  private static List<TextLine> lines(MasterSection section) {
    return section == null ? List.of() : section.lines();
  }

  /** Whether the tree makes one module and has its name. */
  public boolean isSingle() {
    return modules.equals(List.of(name));
  }

  /**
   * What a section says of one module, whose name is its lines' first word; for a single module all
   * of it.
   */
  MasterSection linesOf(String module, MasterSection section, ProblemList problems) {
    if (isSingle()) {
      return section;
    }
    List<TextLine> lines = new ArrayList<>();
    for (TextLine line : section.lines()) {
      if (line.first().equals(module)) {
        lines.add(line);
      } else {
        require(line.first(), line.where(), problems);
      }
    }
    return new MasterSection(section.keyword(), section.where(), lines);
  }

  /** The same where the first word is {@code MODULE.NAME}, as on the kernel's command line. */
  MasterSection namesOf(String module, MasterSection section, ProblemList problems) {
    if (isSingle()) {
      return section;
    }
    List<TextLine> lines = new ArrayList<>();
    for (TextLine line : section.lines()) {
      nameOf(module, line.first(), line.where(), problems)
          .map(name -> new TextLine(line.where(), (name + " " + line.rest()).strip()))
          .ifPresent(lines::add);
    }
    return new MasterSection(section.keyword(), section.where(), lines);
  }

  /** The part of {@code MODULE.NAME} after the dot; empty for another module's. */
  Optional<String> nameOf(String module, String word, Where where, ProblemList problems) {
    if (isSingle()) {
      return Optional.of(word);
    }
    int dot = word.indexOf('.');
    if (dot < 0) {
      problems.at(
          where,
          "'" + word + "' doesn't say whose it is",
          "write MODULE." + word + ", MODULE one of " + String.join(" ", modules));
      return Optional.empty();
    }
    require(word.substring(0, dot), where, problems);
    return word.substring(0, dot).equals(module)
        ? Optional.of(word.substring(dot + 1))
        : Optional.empty();
  }

  /** The text behind the module's name, empty for another module's; of a single module all. */
  Optional<String> textOf(String module, String text, Where where, ProblemList problems) {
    if (isSingle()) {
      return Optional.of(text);
    }
    TextLine line = new TextLine(where, text);
    require(line.first(), where, problems);
    return Optional.of(line.rest()).filter(_ -> line.first().equals(module));
  }

  /**
   * What {@code $LOADABLE} says of one module: {@code phases MODULE MASK} counts for it before
   * {@code phases MASK}, which counts for all.
   */
  MasterSection loadableOf(String module, MasterSection section, ProblemList problems) {
    if (isSingle()) {
      return section;
    }
    List<TextLine> common = new ArrayList<>();
    List<TextLine> own = new ArrayList<>();
    for (TextLine line : section.lines()) {
      List<String> fields = line.fields();
      if (fields.size() < 3) {
        common.add(line);
      } else if (fields.get(1).equals(module)) {
        String rest = String.join(" ", fields.subList(2, fields.size()));
        own.add(new TextLine(line.where(), line.first() + " " + rest));
      } else {
        require(fields.get(1), line.where(), problems);
      }
    }
    List<String> given = own.stream().map(TextLine::first).toList();
    common.removeIf(line -> given.contains(line.first()));
    common.addAll(own);
    return new MasterSection(section.keyword(), section.where(), common);
  }

  private void require(String module, Where where, ProblemList problems) {
    if (!modules.contains(module)) {
      problems.at(
          where, "'" + module + "' is no module of this file", SimilarName.advice(module, modules));
    }
  }
}
