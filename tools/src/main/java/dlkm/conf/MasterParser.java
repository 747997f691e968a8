package dlkm.conf;

import dlkm.problem.Where;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a module's master file, going on after each problem until all are found (spec §3.1). */
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

  private static final List<String> TYPES =
      List.of(
          "wsio_class",
          "wsio_intfc",
          "streams_mod",
          "streams_drv",
          "misc",
          "wsio2_class",
          "wsio2_intfc");

  /** CHRDEV_MAJOR_MAX and BLKDEV_MAJOR_MAX of include/linux, less one. */
  private static final int LAST_MAJOR = 511;

  private final String path;
  private final String module;
  private final Problems problems = new Problems();
  private final Map<String, Section> sections;
  private final Where end;

  private MasterParser(String path, String module, String text) {
    this.path = path;
    this.module = module;
    this.end = new Where(path, Math.max(1, (int) text.lines().count()));
    this.sections = Section.read(path, text, problems);
  }

  static MasterFile parse(String path, String module, String text) {
    return new MasterParser(path, module, text).master();
  }

  private MasterFile master() {
    List<SharedSection> shared = shared();
    int version = version();
    Optional<Loadable> loadable = section("$LOADABLE").map(s -> loadable(s, version));
    Interfaces interfaces = interfaces();
    List<String> type = type();
    List<TunableDefault> tunables =
        section("$TUNABLE").map(x -> Tunables.read(x, problems)).orElse(List.of());
    var dependencies = section("$DRIVER_DEPENDENCY").map(this::dependencies).orElse(List.of());
    Optional<DriverInstall> install = section("$DRIVER_INSTALL").flatMap(this::driverInstall);
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
        ModuleType.of(type.get(1)).orElseThrow(),
        type.size() > 2 ? Optional.of(type.get(2)) : Optional.empty(),
        type.size() > 3 ? type.subList(3, type.size()) : List.of(),
        dependencies,
        tunables,
        install,
        linux,
        shared,
        places());
  }

  private Map<String, Where> places() {
    Map<String, Where> places = new HashMap<>();
    sections.forEach((keyword, section) -> places.put(keyword, section.where()));
    return places;
  }

  private Optional<Section> section(String keyword) {
    return Optional.ofNullable(sections.get(keyword));
  }

  private Optional<Section> mandatory(String keyword, String todo) {
    if (!sections.containsKey(keyword)) {
      problems.at(end, "the file ends without a " + keyword + " section", todo);
    }
    return section(keyword);
  }

  private List<SharedSection> shared() {
    List<SharedSection> shared = new ArrayList<>();
    for (Section section : sections.values()) {
      if (KEYWORDS.contains(section.keyword())) {
        continue;
      }
      if (SharedShapes.has(section.keyword())) {
        shared.add(SharedShapes.check(section, problems));
      } else {
        List<String> allowed = new ArrayList<>(KEYWORDS);
        allowed.addAll(SharedShapes.keywords());
        problems.at(
            section.where(),
            "'" + section.keyword() + "' is no keyword of a master file",
            Nearest.advice(section.keyword(), allowed));
      }
    }
    return shared;
  }

  private int version() {
    String todo = "write '$VERSION', then 1 or 2, then '$$$'";
    Optional<Section> section = mandatory("$VERSION", todo);
    if (section.isEmpty()) {
      return 0;
    }
    Optional<Line> line = single(section.get(), todo);
    Optional<Integer> version = line.flatMap(l -> Numbers.between(l.text(), 1, 2));
    if (line.isPresent() && version.isEmpty()) {
      problems.at(
          line.get().where(), "'" + line.get().text() + "' is no format version", "allowed: 1 2");
    }
    return version.orElse(0);
  }

  private Optional<Line> single(Section section, String todo) {
    if (section.lines().isEmpty()) {
      problems.at(section.where(), section.keyword() + " is empty", todo);
      return Optional.empty();
    }
    for (Line extra : section.lines().subList(1, section.lines().size())) {
      problems.at(
          extra.where(),
          "'" + extra.text() + "' is a second line in " + section.keyword(),
          "keep one line");
    }
    return Optional.of(section.lines().getFirst());
  }

  private Loadable loadable(Section section, int version) {
    boolean stub = false;
    Optional<Set<SupportedPhase>> phases = Optional.empty();
    Set<String> seen = new HashSet<>();
    for (Line line : section.lines()) {
      if (!seen.add(line.first())) {
        problems.at(line.where(), "'" + line.first() + "' is there twice", "keep one");
      }
      switch (line.first()) {
        case "stub" -> stub = alone(line);
        case "phases" -> phases = Optional.of(phases(line, version));
        default ->
            problems.at(
                line.where(),
                "'" + line.first() + "' is nothing that $LOADABLE can say",
                Nearest.advice(line.first(), List.of("stub", "phases")));
      }
    }
    return new Loadable(stub, phases.orElse(EnumSet.of(SupportedPhase.RUN)), phases.isPresent());
  }

  private boolean alone(Line line) {
    if (!line.rest().isEmpty()) {
      problems.at(line.where(), "'" + line.rest() + "' follows stub", "write 'stub' alone");
    }
    return true;
  }

  private Set<SupportedPhase> phases(Line line, int version) {
    EnumSet<SupportedPhase> phases = EnumSet.noneOf(SupportedPhase.class);
    Optional<BigInteger> mask = Numbers.mask(line.rest());
    if (mask.isEmpty() || mask.get().signum() == 0 || mask.get().bitLength() > 3) {
      problems.at(
          line.where(),
          "'" + line.rest() + "' is no mask of phases",
          "write the sum of 0x01 (BOOT1), 0x02 (BOOT2) and 0x04 (RUN), as 'phases 0x06'");
      return EnumSet.of(SupportedPhase.RUN);
    }
    for (SupportedPhase phase : SupportedPhase.values()) {
      if ((mask.get().intValue() & phase.bit()) != 0) {
        phases.add(phase);
      }
    }
    if (version == 1 && !phases.equals(EnumSet.of(SupportedPhase.RUN))) {
      problems.at(
          line.where(), "a boot phase in a file of version 1", "write version 2, or 'phases 0x04'");
    }
    return phases;
  }

  private Interfaces interfaces() {
    Optional<Section> section =
        mandatory("$INTERFACE", "write '$INTERFACE', then 'base' or 'NAME VERSION' lines");
    if (section.isEmpty()) {
      return new Interfaces(true, List.of());
    }
    List<Line> lines = section.get().lines();
    if (lines.isEmpty()) {
      problems.at(
          section.get().where(), "$INTERFACE is empty", "write 'base' or 'NAME VERSION' lines");
    }
    boolean base = false;
    List<InterfaceUse> uses = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Line line : lines) {
      if (!seen.add(line.first())) {
        problems.at(line.where(), "'" + line.first() + "' is there twice", "keep one");
      }
      if (line.text().equals("base")) {
        base = true;
      } else {
        interfaceUse(line).ifPresent(uses::add);
      }
    }
    if (base && lines.size() > 1) {
      problems.at(
          section.get().where(),
          "$INTERFACE has 'base' and other lines",
          "'base' stands alone: keep it or the interfaces");
    }
    return new Interfaces(base, uses);
  }

  private Optional<InterfaceUse> interfaceUse(Line line) {
    List<String> fields = line.fields();
    if (fields.size() != 2 || !Character.isDigit(fields.get(1).charAt(0))) {
      problems.at(
          line.where(),
          "'" + line.text() + "' is no interface",
          "write its name and its version, as 'wsio 1.0', or 'base' alone");
      return Optional.empty();
    }
    return Optional.of(new InterfaceUse(fields.get(0), fields.get(1), line.where()));
  }

  /** The fields of $TYPE, of which the second is a type whenever there was no problem. */
  private List<String> type() {
    String todo = "write '" + module + " TYPE', TYPE one of " + String.join(" ", TYPES);
    Optional<Line> line =
        mandatory("$TYPE", todo.replace("write", "write '$TYPE', then"))
            .flatMap(s -> single(s, todo));
    if (line.isEmpty()) {
      return List.of();
    }
    List<String> fields = line.get().fields();
    Where where = line.get().where();
    checkOwner(fields.getFirst(), where);
    if (fields.size() < 2) {
      problems.at(where, "$TYPE has no type", todo);
      return fields;
    }
    Optional<ModuleType> type = ModuleType.of(fields.get(1));
    if (type.isEmpty()) {
      problems.at(
          where,
          "'" + fields.get(1) + "' is no type of module",
          Nearest.advice(fields.get(1), TYPES));
    }
    boolean bare = type.filter(MasterParser::isBare).isPresent();
    if (fields.size() > (bare ? 2 : 6)) {
      problems.at(
          where,
          "$TYPE has " + Line.count(fields),
          bare
              ? "a " + fields.get(1) + " module has two: its name and its type"
              : "6 at most: name, type, class and three more");
    }
    return fields;
  }

  private static boolean isBare(ModuleType type) {
    return switch (type) {
      case STREAMS_MOD, MISC -> true;
      case WSIO_CLASS, WSIO_INTFC, STREAMS_DRV -> false;
    };
  }

  private void checkOwner(String field, Where where) {
    if (!field.equals(module)) {
      problems.at(
          where,
          "'" + field + "' is not this module",
          "the first field is the module itself: '" + module + "'");
    }
  }

  private List<Dependency> dependencies(Section section) {
    List<Dependency> dependencies = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Line line : section.lines()) {
      List<String> fields = line.fields();
      checkOwner(fields.getFirst(), line.where());
      if (fields.size() < 2) {
        problems.at(
            line.where(), "names no module that is needed", "write '" + module + " NEEDED'");
      }
      for (String needed : fields.subList(1, fields.size())) {
        checkNeeded(needed, seen, line.where());
        dependencies.add(new Dependency(needed, line.where()));
      }
    }
    return dependencies;
  }

  private void checkNeeded(String needed, Set<String> seen, Where where) {
    if (!Names.isModule(needed)) {
      problems.at(where, "'" + needed + "' is no module name", Names.MODULE_RULE);
    } else if (Names.kernel(needed).equals(Names.kernel(module))) {
      problems.at(where, "the module needs itself", "name only the modules that it needs");
    } else if (!seen.add(Names.kernel(needed))) {
      problems.at(where, "'" + needed + "' is there twice", "keep one");
    }
  }

  private Optional<DriverInstall> driverInstall(Section section) {
    String todo = "write '" + module + " BLOCK CHAR', -1 for a major that the kernel assigns";
    Optional<Line> line = single(section, todo);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    List<String> fields = line.get().fields();
    Where where = line.get().where();
    checkOwner(fields.getFirst(), where);
    if (fields.size() < 3 || fields.size() > 4) {
      problems.at(where, "$DRIVER_INSTALL has " + Line.count(fields), todo);
      return Optional.empty();
    }
    if (fields.size() == 4 && !fields.get(3).equals("1")) {
      problems.at(
          where,
          "'" + fields.get(3) + "' is the fourth field",
          "allowed: 1 (needed in a minimal system), or nothing");
    }
    return Optional.of(
        new DriverInstall(
            major(fields.get(1), "block", where),
            major(fields.get(2), "character", where),
            fields.size() == 4,
            where));
  }

  private int major(String field, String kind, Where where) {
    Optional<Integer> major = Numbers.between(field, -1, LAST_MAJOR).filter(n -> n != 0);
    if (major.isEmpty()) {
      problems.at(
          where,
          "'" + field + "' is no " + kind + " major",
          "allowed: -1 (the kernel assigns one), 1 to " + LAST_MAJOR);
    }
    return major.orElse(DriverInstall.DYNAMIC);
  }
}
