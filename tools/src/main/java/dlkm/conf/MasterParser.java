package dlkm.conf;

import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private final ProblemList problems = new ProblemList();
  private final Map<String, MasterSection> sections;
  private final Where end;

  private MasterParser(String path, String module, String text) {
    this.path = path;
    this.module = module;
    this.end = new Where(path, Math.max(1, (int) text.lines().count()));
    this.sections = MasterSection.read(path, text, problems);
  }

  static MasterFile parse(String path, String module, String text) {
    return new MasterParser(path, module, text).master();
  }

  private MasterFile master() {
    List<SharedSection> shared = shared();
    int version = mandatory("$VERSION", VersionSection.TODO).map(this::version).orElse(0);
    Optional<Loadable> loadable =
        section("$LOADABLE").map(s -> LoadableSection.read(s, version, problems));
    Interfaces interfaces =
        mandatory("$INTERFACE", InterfaceSection.TODO)
            .map(s -> InterfaceSection.read(s, problems))
            .orElse(InterfaceSection.BASE);
    TypeSection.Fields type =
        mandatory("$TYPE", TypeSection.todo(module))
            .map(s -> TypeSection.read(s, module, problems))
            .orElse(TypeSection.NONE);
    List<TunableDefault> tunables =
        section("$TUNABLE").map(s -> TunableSection.read(s, problems)).orElse(List.of());
    List<Dependency> dependencies =
        section("$DRIVER_DEPENDENCY")
            .map(s -> DependencySection.read(s, module, problems))
            .orElse(List.of());
    Optional<DriverInstall> install =
        section("$DRIVER_INSTALL").flatMap(s -> InstallSection.read(s, module, problems));
    LinuxFacts linux =
        section("$LINUX")
            .map(s -> LinuxParser.parse(s, tunables, problems))
            .orElse(LinuxFacts.NONE);
    problems.throwIfAny();
    return new MasterFile(
        path,
        module,
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
        Nearest.advice(section.keyword(), allowed));
  }
}
