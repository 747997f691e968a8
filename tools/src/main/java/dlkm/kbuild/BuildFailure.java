package dlkm.kbuild;

import dlkm.kbuild.BuildLog.Undefined;
import dlkm.plan.ModulePlan;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Why a call of make failed, for the person who has to mend it. */
record BuildFailure(KbuildRun run, Map<String, String> exports) {

  /** Every symbol that is missing, or else the first error. */
  ProblemException problems() {
    List<Problem> problems = new ArrayList<>();
    for (Undefined undefined : BuildLog.undefined(run.log())) {
      problems.add(explain(undefined));
    }
    if (problems.isEmpty()) {
      problems.add(BuildLog.firstError(run.trees(), run.directory(), run.log()));
    }
    return new ProblemException(problems);
  }

  private Problem explain(Undefined undefined) {
    for (BuildTree tree : run.trees()) {
      if (tree.wrapped() && undefined.symbol().equals(tree.plan().kernelName() + "_wrapper")) {
        return noWrapper(tree, undefined.symbol());
      }
      if (tree.wrapped() && undefined.symbol().equals(tree.plan().kernelName() + "_install")) {
        return noInstall(tree, undefined.symbol());
      }
    }
    for (var entry : exports.entrySet()) {
      if (Symvers.symbols(entry.getValue()).contains(undefined.symbol())) {
        return UndeclaredSymbols.problem(
            plan(undefined.module()), undefined.symbol(), entry.getKey());
      }
    }
    return MissingStub.problem(run.kernel(), undefined).orElseGet(() -> notExported(undefined));
  }

  private Problem notExported(Undefined undefined) {
    return new Problem(
        undefined.module(),
        "uses "
            + undefined.symbol()
            + ", which kernel "
            + run.kernel().release()
            + " does not export",
        "port the module to this kernel; the whole output is in " + run.log());
  }

  private ModulePlan plan(String module) {
    return run.trees().stream()
        .flatMap(tree -> tree.plans().stream())
        .filter(plan -> module.equals(plan.kernelName()) || module.equals(plan.name()))
        .findFirst()
        .orElse(run.trees().getFirst().plan());
  }

  private static Problem noInstall(BuildTree tree, String install) {
    return new Problem(
        tree.plan().installed().source().toString(),
        "no file in it defines 'int " + install + "(void)', by which a static module begins",
        "define it, or plan the module loadable: 'kmsystem -l y " + tree.plan().name() + "'");
  }

  private static Problem noWrapper(BuildTree tree, String wrapper) {
    return new Problem(
        tree.plan().installed().source().toString(),
        "no file in it defines 'struct modwrapper " + wrapper + "'",
        "define it as <sys/moddefs.h> says, or, for a Linux module with its own module_init,"
            + " add a Kbuild file with 'obj-m := "
            + tree.plan().kernelName()
            + ".o' and install it again");
  }
}
