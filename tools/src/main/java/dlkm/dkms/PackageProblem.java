package dlkm.dkms;

import dlkm.declaration.ComponentNames;
import dlkm.host.FileContent;
import dlkm.host.Layout;
import dlkm.kbuild.Builder;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the engine says of the files that were made of a package, in terms of the files that the
 * package has: nobody can mend the others.
 */
record PackageProblem(PackageSources sources) {

  private static final String SEE = "; see ";

  /** The same problems, of files of the package. */
  List<Problem> of(ProblemException e) {
    return e.problems().stream().map(this::of).toList();
  }

  /** The same problem, of a file of the package. */
  Problem of(Problem problem) {
    Optional<DkmsConf.Module> notMade =
        sources.conf().modules().stream()
            .filter(module -> Builder.isNotMade(problem, module.built()))
            .findFirst();
    if (notMade.isPresent() && sources.lacksMakefile()) {
      return new Problem(
          source().toString(),
          "has no Makefile and no Kbuild",
          "write one, or name the command that builds the modules in MAKE");
    }
    if (notMade.isPresent()) {
      int see = problem.todo().indexOf(SEE);
      String log = see < 0 ? "" : problem.todo().substring(see);
      return new Problem(
          place(notMade.get().built()),
          problem.what(),
          named("name the module that the build makes" + log));
    }
    return new Problem(thing(problem.thing()), named(problem.what()), named(problem.todo()));
  }

  private String thing(String thing) {
    for (Path master :
        List.of(
            sources.session().host().path(Layout.master(sources.family())),
            sources
                .session()
                .tree()
                .build(sources.version())
                .resolve(PackageSources.COMPONENTS)
                .resolve(ComponentNames.MASTER))) {
      if (thing.startsWith(master + ":")) {
        return place(module(master, thing.substring(master.toString().length() + 1)));
      }
    }
    return named(thing);
  }

  /** The module of a line of the master file; empty where it is none of a module. */
  private static String module(Path master, String line) {
    try {
      List<String> lines = FileContent.text(master).lines().toList();
      int number = Integer.parseInt(line);
      return number > lines.size() ? "" : lines.get(number - 1).split(" ", 2)[0];
    } catch (IOException | NumberFormatException e) {
      return "";
    }
  }

  private String place(String module) {
    String file =
        sources.session().request().conf().orElse(source().resolve(PackageTree.CONF).toString());
    return sources.conf().modules().stream()
        .filter(one -> one.built().equals(module))
        .findFirst()
        .map(one -> file + ": BUILT_MODULE_NAME[" + one.index() + "]")
        .orElse(file);
  }

  private Path source() {
    return sources.session().tree().source(sources.version());
  }

  /** A text with the paths of the package. */
  private String named(String text) {
    Path code = sources.session().host().path(Layout.code(sources.family()));
    String log = sources.session().tree().shown(sources.version()) + "/" + PackageTree.BUILD;
    return text.replace(code + "/", source() + "/")
        .replace(
            BuildRun.engineFile(sources.session(), sources.kernel()).toString(), log + "/make.log");
  }
}
