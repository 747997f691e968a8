package dlkm.component;

import dlkm.declaration.MasterFile;
import dlkm.declaration.Stub;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What a module with stubs has to be like (spec §3.7). */
final class StubRules {

  private StubRules() {}

  /** What is wrong with a module that says {@code stub}. */
  static List<Problem> check(MasterFile master) {
    List<Problem> problems = new ArrayList<>();
    if (!master.family().isSingle()) {
      problems.add(
          Problem.at(
              master.where("$LOADABLE"),
              "'stub' in a family of modules",
              "give the module with the stubs a directory of its own"));
    }
    if (master.module().equals(Stub.MODULE)) {
      problems.add(
          Problem.at(
              master.where("$TYPE"),
              "'" + Stub.MODULE + "' is the module that has the stubs of all others",
              "give it another name"));
    }
    return problems;
  }
}
