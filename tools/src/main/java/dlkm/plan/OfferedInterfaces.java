package dlkm.plan;

import dlkm.declaration.InterfaceUse;
import dlkm.declaration.MasterFile;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The interfaces that a module may name in {@code $INTERFACE}, in the version that our headers have
 * (spec §3.1, step 4 of §4.4.2). A module that says {@code base} is not checked.
 */
final class OfferedInterfaces {

  private static final Map<String, String> VERSIONS =
      new TreeMap<>(Map.of("dlkm", "1.0", "wsio", "1.0", "streams", "1.0"));

  private OfferedInterfaces() {}

  static List<Problem> check(MasterFile master) {
    List<Problem> problems = new ArrayList<>();
    if (master.interfaces().base()) {
      return problems;
    }
    for (InterfaceUse use : master.interfaces().uses()) {
      if (!use.version().equals(VERSIONS.get(use.name()))) {
        problems.add(
            Problem.at(
                use.where(),
                "interface '" + use.name() + " " + use.version() + "' is not offered",
                "offered are " + offered() + ", or 'base' for a module that answers for itself"));
      }
    }
    return problems;
  }

  private static String offered() {
    List<String> offered = new ArrayList<>();
    VERSIONS.forEach((name, version) -> offered.add(name + " " + version));
    return String.join(", ", offered);
  }
}
