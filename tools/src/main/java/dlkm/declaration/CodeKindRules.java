package dlkm.declaration;

import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What a master file may say only about one kind of code: DLKM sources, or a native tree. */
public final class CodeKindRules {

  private CodeKindRules() {}

  /** What does not fit the kind of the module's code. */
  public static List<Problem> check(MasterFile master, CodeKind kind) {
    List<Problem> problems = new ArrayList<>();
    if (kind == CodeKind.WRAPPED && !NameRules.isIdentifier(master.module())) {
      problems.add(
          Problem.at(
              master.where("$TYPE"),
              "'" + master.module() + "' can't be the name of a module in DLKM sources",
              NameRules.IDENTIFIER_RULE));
    }
    if (kind != CodeKind.NATIVE && !master.family().isSingle()) {
      problems.add(
          Problem.at(
              master.where("$TYPE"),
              "a family of modules in sources that are not a native tree",
              "give each module a directory of its own, or have a Kbuild or Makefile make them"));
    }
    boolean make =
        master.linux().makeTarget().isPresent()
            || master.linux().treeCommands().exists()
            || !master.linux().treeCommands().environment().isEmpty()
            || !master.linux().makeVariables().isEmpty();
    if (kind != CodeKind.NATIVE && make) {
      problems.add(
          Problem.at(
              master.where("$LINUX"),
              "make-target, make-variable, make-command, prepare-command, environment or patch"
                  + " without a native tree",
              "remove them, or install a tree with a Kbuild or Makefile"));
    }
    return problems;
  }
}
