package dlkm.declaration;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A master file of many drivers (spec §3.1): what it names, for the HP-UX system file, which may
 * hold nothing else (spec §3.3).
 *
 * @param names devices, drivers, aliases, libraries and subsystems
 * @param tunables the parameters of the traditional part of the kernel
 */
public record SharedMaster(Set<String> names, List<TunableDefault> tunables) {

  private static final Set<String> NAMING =
      Set.of("$DEVICE", "$CDIO", "$DRIVER_INSTALL", "$ALIAS", "$LIBRARY", "$SUBSYSTEMS_DEFINE");

  public SharedMaster {
    names = Set.copyOf(names);
    tunables = List.copyOf(tunables);
  }

  /**
   * Reads the file.
   *
   * @throws dlkm.problem.ProblemException with all that is wrong, each with its line
   */
  public static SharedMaster parse(String path, String text) {
    ProblemList problems = new ProblemList();
    Map<String, MasterSection> sections = MasterSection.read(path, text, problems);
    Set<String> names = new LinkedHashSet<>();
    for (MasterSection section : sections.values()) {
      if (NAMING.contains(section.keyword())) {
        section.lines().forEach(line -> names.add(line.first()));
      }
    }
    List<TunableDefault> tunables =
        sections.containsKey("$TUNABLE")
            ? TunableSection.read(sections.get("$TUNABLE"), problems)
            : new ArrayList<>();
    PlannedTunables.of(tunables, TunableConstraints.NONE, Map.of(), Set.of(), OtherTunables.NONE)
        .faults()
        .forEach(fault -> fault.inMaster(tunables, problems));
    problems.throwIfAny();
    return new SharedMaster(names, tunables);
  }
}
