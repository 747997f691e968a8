package dlkm.declaration;

import dlkm.modname.ModuleName;
import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code $DRIVER_DEPENDENCY}: the modules that the module needs (spec §3.1). */
final class DependencySection {

  private final String module;
  private final ProblemList problems;
  private final List<Dependency> dependencies = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private DependencySection(String module, ProblemList problems) {
    this.module = module;
    this.problems = problems;
  }

  static List<Dependency> read(MasterSection section, String module, ProblemList problems) {
    DependencySection reader = new DependencySection(module, problems);
    section.lines().forEach(reader::line);
    return reader.dependencies;
  }

  private void line(TextLine line) {
    List<String> fields = line.fields();
    Owner.check(fields.getFirst(), module, line.where(), problems);
    if (fields.size() < 2) {
      problems.at(line.where(), "names no module that is needed", "write '" + module + " NEEDED'");
    }
    for (String needed : fields.subList(1, fields.size())) {
      check(needed, line.where());
      dependencies.add(new Dependency(needed, line.where()));
    }
  }

  private void check(String needed, Where where) {
    if (!ModuleName.isValid(needed)) {
      problems.at(where, "wrong module name '" + needed + "'", ModuleName.RULE);
    } else if (ModuleName.isSame(needed, module)) {
      problems.at(where, "the module needs itself", "name only the modules that it needs");
    } else if (!seen.add(ModuleName.kernelForm(needed))) {
      problems.at(where, "'" + needed + "' is there twice", "keep one");
    }
  }
}
