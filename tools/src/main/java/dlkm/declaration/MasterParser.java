package dlkm.declaration;

import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a module's master file, going on after each problem until all are found (spec §3.1). Each
 * section has a class of its own; this one knows which there are and which must be there.
 */
final class MasterParser {

  static final List<String> KEYWORDS =
      List.of(
          "$VERSION",
          "$LOADABLE",
          "$INTERFACE",
          "$TYPE",
          "$DRIVER_DEPENDENCY",
          "$TUNABLE",
          "$DRIVER_INSTALL",
          "$LINUX");

  private final String path;
  private final String module;
  private final Family family;
  private final ProblemList problems = new ProblemList();
  private final Map<String, MasterSection> sections;
  private final Where end;

  private MasterParser(String path, String name, Optional<String> wanted, String text) {
    this.path = path;
    this.end = new Where(path, Math.max(1, (int) text.lines().count()));
    this.sections = MasterSection.read(path, text, problems);
    this.family = Family.read(name, sections, problems);
    this.module = wanted.orElse(family.modules().getFirst());
  }

  static MasterFile parse(String path, String family, String module, String text) {
    return new MasterParser(path, family, Optional.of(module), text).master();
  }

  /** The file as each module of the family that it is installed as has it. */
  static List<MasterFile> parseAll(String path, String family, String text) {
    List<MasterFile> masters = new ArrayList<>();
    Set<Problem> problems = new LinkedHashSet<>();
    Family read = new MasterParser(path, family, Optional.empty(), text).family;
    for (String module : read.modules()) {
      try {
        masters.add(parse(path, family, module, text));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(List.copyOf(problems));
    }
    return masters;
  }

  private MasterFile master() {
    List<SharedSection> shared = shared();
    int version = mandatory("$VERSION", VersionSection.TODO).map(this::version).orElse(0);
    Optional<Loadable> loadable =
        section("$LOADABLE")
            .map(s -> family.loadableOf(module, s, problems))
            .map(s -> LoadableSection.read(s, version, problems));
    Interfaces interfaces =
        mandatory("$INTERFACE", InterfaceSection.TODO)
            .map(s -> InterfaceSection.read(s, problems))
            .orElse(InterfaceSection.BASE);
    TypeSection.Fields type =
        mandatory("$TYPE", TypeSection.todo(module))
            .map(s -> family.linesOf(module, s, problems))
            .map(s -> TypeSection.read(s, module, problems))
            .orElse(TypeSection.NONE);
    List<TunableDefault> tunables =
        section("$TUNABLE")
            .map(s -> family.namesOf(module, s, problems))
            .map(s -> TunableSection.read(s, problems))
            .orElse(List.of());
    List<Dependency> dependencies =
        section("$DRIVER_DEPENDENCY")
            .map(s -> family.linesOf(module, s, problems))
            .map(s -> DependencySection.read(s, module, problems))
            .orElse(List.of());
    Optional<DriverInstall> install = section("$DRIVER_INSTALL").flatMap(this::install);
    LinuxSection linux =
        section("$LINUX")
            .map(s -> LinuxParser.parse(s, family, module, tunables, problems))
            .orElse(LinuxSection.NONE);
    PlannedTunables.of(tunables, linux.constraints(), Map.of(), Set.of(), OtherTunables.NONE)
        .faults()
        .forEach(fault -> fault.inMaster(tunables, problems));
    problems.throwIfAny();
    return new MasterFile(
        path,
        module,
        family,
        version,
        loadable,
        interfaces,
        type.type(),
        type.className(),
        type.more(),
        dependencies,
        tunables,
        install,
        linux,
        shared,
        places());
  }

  /** In a family only some need one. */
  private Optional<DriverInstall> install(MasterSection section) {
    MasterSection own = family.linesOf(module, section, problems);
    return own.lines().isEmpty() && !section.lines().isEmpty()
        ? Optional.empty()
        : InstallSection.read(own, module, problems);
  }

  private int version(MasterSection section) {
    return VersionSection.read(section, problems);
  }

  private Map<String, Where> places() {
    Map<String, Where> places = new HashMap<>();
    sections.forEach((keyword, section) -> places.put(keyword, section.where()));
    return places;
  }

  private Optional<MasterSection> section(String keyword) {
    return Optional.ofNullable(sections.get(keyword));
  }

  private Optional<MasterSection> mandatory(String keyword, String todo) {
    if (!sections.containsKey(keyword)) {
      problems.at(end, "the file ends without a " + keyword + " section", todo);
    }
    return section(keyword);
  }

  private List<SharedSection> shared() {
    List<SharedSection> shared = new ArrayList<>();
    for (MasterSection section : sections.values()) {
      if (KEYWORDS.contains(section.keyword())) {
        continue;
      }
      if (SharedShapes.has(section.keyword())) {
        shared.add(SharedShapes.check(section, problems));
      } else {
        unknown(section);
      }
    }
    return shared;
  }

  private void unknown(MasterSection section) {
    List<String> allowed = new ArrayList<>(KEYWORDS);
    allowed.addAll(SharedShapes.keywords());
    problems.at(
        section.where(),
        "unknown keyword '" + section.keyword() + "' in a master file",
        SimilarName.advice(section.keyword(), allowed));
  }
}
