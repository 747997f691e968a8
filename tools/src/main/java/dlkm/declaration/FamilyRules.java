package dlkm.declaration;

import dlkm.modname.ModuleName;
import dlkm.problem.Where;
import java.util.List;

/** What the names of a {@link Family} have to be. */
final class FamilyRules {

  private FamilyRules() {}

  /** A module of the family, after those that are known. */
  static void member(TextLine line, List<String> known, ProblemList problems) {
    String module = line.first();
    if (!ModuleName.isValid(module)) {
      problems.at(line.where(), "wrong module name '" + module + "'", ModuleName.RULE);
    } else if (known.stream().anyMatch(other -> ModuleName.isSame(other, module))) {
      problems.at(line.where(), "'" + module + "' is there twice", "keep one");
    }
  }

  /** The line {@code family NAME} in a file that is installed as {@code name}. */
  static void declared(TextLine line, String name, ProblemList problems) {
    if (!ModuleName.isValid(line.rest())) {
      problems.at(line.where(), "wrong family name '" + line.rest() + "'", ModuleName.RULE);
    } else if (!line.rest().equals(name)) {
      problems.at(
          line.where(),
          "is the family '" + line.rest() + "', not '" + name + "'",
          "install it under the name '" + line.rest() + "'");
    }
  }

  /** Several modules, and none has the family's name. */
  static void nameless(Where where, String name, ProblemList problems) {
    problems.at(
        where,
        "several modules, and none of them is '" + name + "'",
        "install them under the name of one, or write 'family " + name + "' in $LINUX");
  }
}
