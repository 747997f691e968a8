package dlkm.kbuild;

import dlkm.declaration.CodeKind;
import dlkm.declaration.PlannedTunable;
import dlkm.declaration.Stub;
import dlkm.declaration.TreeCommands;
import dlkm.declaration.TunableTypes;
import dlkm.expression.CType;
import dlkm.host.AtomicFiles;
import dlkm.host.NewFiles;
import dlkm.modname.ModuleName;
import dlkm.plan.ModulePlan;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sources of a module, or of a family of modules, as kbuild compiles them: a copy of what is
 * installed, and for a module of the DLKM interface the generated C beside it (step 5 of spec
 * §4.4.2).
 *
 * @param plans of the modules that are wanted of it; at least one
 * @param directory the copy
 * @param wrapped whether the module speaks the DLKM interface
 */
record BuildTree(List<ModulePlan> plans, Path directory, boolean wrapped) {

  private static final String C = ".c";
  private static final String OBJECT = "mod.o";
  private static final String OBJECT_END = ".o";

  /** Begins a line of a command file: the version of an exported symbol. */
  private static final String SYMBOL_VERSION = "#SYMVER ";

  /** Names of makefiles that make takes and the kernel's build system doesn't. */
  private static final List<String> MAKES_OWN = List.of("GNUmakefile", "makefile");

  BuildTree {
    plans = List.copyOf(plans);
  }

  /** Copies and generates into an empty directory. */
  static BuildTree create(List<ModulePlan> plans, Path directory, Path include) throws IOException {
    ModulePlan plan = plans.getFirst();
    AtomicFiles.deleteTree(directory);
    Files.createDirectories(directory.getParent());
    AtomicFiles.copyTree(plan.installed().source(), directory);
    nameForKbuild(directory);
    boolean wrapped =
        switch (plan.installed().kind()) {
          case WRAPPED -> true;
          case NATIVE -> false;
          case PREBUILT -> hasEntry(plan, directory.resolve(OBJECT));
        };
    boolean prebuilt = plan.installed().kind() == CodeKind.PREBUILT;
    if (prebuilt) {
      shipObject(directory);
    }
    List<Stub> stubs = plan.installed().stubs();
    if (!stubs.isEmpty()) {
      stubs(plan, directory, new StubSource(plan.kernelName(), stubs), include, wrapped);
    }
    if (wrapped) {
      refuseGeneratedNames(plan, directory);
      generate(directory, specification(plan, directory, include, prebuilt));
    } else if (prebuilt) {
      String name = plan.kernelName();
      String objects = "mod.o" + (stubs.isEmpty() ? "" : " Modstub.o");
      NewFiles.write(
          directory.resolve("Kbuild"),
          "obj-m := " + name + ".o\n" + name + "-y := " + objects + "\n");
    }
    return new BuildTree(plans, directory, wrapped);
  }

  /** Gives a makefile that only make would find a name that the kernel's build system looks for. */
  private static void nameForKbuild(Path directory) throws IOException {
    if (Files.exists(directory.resolve("Kbuild")) || Files.exists(directory.resolve("Makefile"))) {
      return;
    }
    for (String name : MAKES_OWN) {
      if (Files.exists(directory.resolve(name))) {
        NewFiles.copy(directory.resolve(name), directory.resolve("Kbuild"));
        return;
      }
    }
  }

  /**
   * Gives the object kbuild's own name for one that is shipped and not compiled. Where symbols have
   * versions, modpost reads the command file that a compilation would have written beside it: the
   * versions of what the object exports come from there, if the vendor ships them.
   */
  private static void shipObject(Path directory) throws IOException {
    Files.move(directory.resolve(OBJECT), directory.resolve(OBJECT + "_shipped"));
    Path command = directory.resolve("." + OBJECT + ".cmd");
    List<String> lines = new ArrayList<>(List.of("# mod.o is shipped, not compiled"));
    if (Files.exists(command)) {
      try (Stream<String> shipped = Files.lines(command, StandardCharsets.ISO_8859_1)) {
        shipped.filter(line -> line.startsWith(SYMBOL_VERSION)).forEach(lines::add);
      }
    }
    Files.write(command, lines, StandardCharsets.ISO_8859_1);
  }

  /** Whether an object has by what the DLKM interface enters it: a static one needs no wrapper. */
  private static boolean hasEntry(ModulePlan plan, Path object) throws IOException {
    String symbols = Files.readString(object, StandardCharsets.ISO_8859_1);
    return symbols.contains("\0" + plan.kernelName() + "_wrapper\0")
        || plan.isStatic() && symbols.contains("\0" + plan.kernelName() + "_install\0");
  }

  private static void stubs(
      ModulePlan plan, Path directory, StubSource source, Path include, boolean wrapped)
      throws IOException {
    refuseNames(plan, directory, List.of(StubSource.FILE));
    NewFiles.write(
        directory.resolve(StubSource.FILE), source.forModule(include.toString(), wrapped));
  }

  private static void refuseGeneratedNames(ModulePlan plan, Path directory) {
    refuseNames(plan, directory, List.of("conf.c", "tune.h", "Kbuild", "Makefile"));
  }

  /** A source of the module's own would be lost under what is generated. */
  private static void refuseNames(ModulePlan plan, Path directory, List<String> names) {
    for (String name : names) {
      if (Files.exists(directory.resolve(name))) {
        throw new ProblemException(
            plan.installed().source().resolve(name).toString(),
            "has the name of a file that config generates",
            "give it another one and install the module again");
      }
    }
  }

  private static void generate(Path directory, WrapperSpec spec) throws IOException {
    NewFiles.write(directory.resolve("tune.h"), ConfSource.tuneH(spec));
    if (!spec.shipsSpaceHeader()) {
      NewFiles.write(directory.resolve("space.h"), ConfSource.spaceH(spec));
    }
    NewFiles.write(directory.resolve("conf.c"), ConfSource.confC(spec));
    NewFiles.write(directory.resolve("Kbuild"), ConfSource.kbuild(spec));
  }

  private static WrapperSpec specification(
      ModulePlan plan, Path directory, Path include, boolean prebuilt) throws IOException {
    var master = plan.master();
    var linux = master.linux();
    List<WrapperSpec.Tunable> tunables = new ArrayList<>();
    Map<String, CType> types = TunableTypes.of(master);
    for (PlannedTunable tunable : plan.tunables()) {
      tunables.add(
          new WrapperSpec.Tunable(
              tunable.name(),
              tunable.value(),
              Optional.ofNullable(types.get(tunable.name())),
              tunable.override().orElse(tunable.declared().value()),
              tunable.writable()));
    }
    return new WrapperSpec(
        plan.kernelName(),
        master.moduleVersion(),
        linux.moduleVersion().isEmpty() && hasOwnVersion(directory),
        master.type(),
        master.className(),
        master.driverInstall().map(install -> install.blockMajor()).orElse(-1),
        master.driverInstall().map(install -> install.charMajor()).orElse(-1),
        tunables,
        linux.licence().orElse("GPL"),
        linux.author(),
        linux.description(),
        linux.firmware(),
        linux.devices(),
        linux.lineDiscipline(),
        prebuilt ? ofObject(directory) : sources(directory),
        plan.isStatic(),
        Files.exists(directory.resolve("space.h")),
        include.toString());
  }

  /** As the source says it, or as the compiler has left it in an object. */
  private static boolean hasOwnVersion(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.contains("MODULE_VERSION(") || text.contains("\0version=")) {
          return true;
        }
      }
    }
    return false;
  }

  /** What is compiled beside a prebuilt object, and the object as if it were. */
  private static List<String> ofObject(Path directory) {
    return Files.exists(directory.resolve(StubSource.FILE))
        ? List.of(StubSource.FILE, "mod.c")
        : List.of("mod.c");
  }

  private static List<String> sources(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(C) && !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** What it is installed as: the name of its family. */
  String name() {
    return plan().master().family().name();
  }

  /** The plan of any of its modules: what a master file says of a whole tree is the same in all. */
  ModulePlan plan() {
    return plans.getFirst();
  }

  /** Whether a module is one of those that are wanted of it. */
  boolean makes(String module) {
    return plans.stream().anyMatch(plan -> plan.name().equals(module));
  }

  /** Whether one of its modules declares that it needs one of another tree's. */
  boolean needs(BuildTree other) {
    return needed().anyMatch(other::makes);
  }

  /** The modules of ours outside of it that its modules declare to need. */
  Stream<String> needed() {
    return plans.stream()
        .flatMap(plan -> plan.ours().stream())
        .filter(module -> !makes(module))
        .distinct();
  }

  /**
   * Where kbuild has left a module, or leaves it: at the top of the tree, or where a makefile of a
   * native tree has it made. Such a tree may write its name with {@code -}.
   */
  Path image(ModulePlan plan) throws IOException {
    for (String name : List.of(plan.kernelName(), plan.name())) {
      Path top = directory.resolve(name + ".ko");
      if (Files.exists(top)) {
        return top;
      }
    }
    return images().stream()
        .filter(file -> ModuleName.ofFile(file.toString()).equals(plan.kernelName()))
        .findFirst()
        .orElse(directory.resolve(plan.name() + ".ko"));
  }

  private List<Path> images() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".ko")).sorted().toList();
    }
  }

  /** The names of all modules in the tree that aren't wanted of it. */
  List<String> others() throws IOException {
    List<Path> own = new ArrayList<>();
    for (ModulePlan plan : plans) {
      own.add(image(plan));
    }
    return images().stream()
        .filter(file -> !own.contains(file))
        .map(file -> directory.relativize(file).toString())
        .toList();
  }

  /** What a native tree wants made; its file says so in {@code make-target}. */
  Optional<String> makeTarget() {
    return plan().master().linux().makeTarget();
  }

  /** The commands of its own, for the kernel that it is built for. */
  TreeCommands treeCommands() {
    return plan().master().linux().treeCommands().forKernel(plan().kernel().release());
  }

  /** All files of the tree, sorted: what the image is made from. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** All symbolic links of the tree, sorted: one to a directory says which files are compiled. */
  List<Path> links() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isSymbolicLink).sorted().toList();
    }
  }

  /** Whether kbuild reads makefiles that somebody else wrote. */
  boolean hasOwnMakefile() {
    return !wrapped && plan().installed().kind() != CodeKind.PREBUILT;
  }

  /**
   * Whether the tree can be a folder of a larger kbuild call: its kbuild file says only which
   * objects there are and how to compile them, relative to itself.
   */
  boolean canShare() throws IOException {
    if (makeTarget().isPresent()
        || treeCommands().exists()
        || !treeCommands().environment().isEmpty()
        || !plan().master().linux().makeVariables().isEmpty()) {
      return false;
    }
    if (!hasOwnMakefile()) {
      return true;
    }
    Path kbuild = directory.resolve("Kbuild");
    Path file = Files.exists(kbuild) ? kbuild : directory.resolve("Makefile");
    return Files.readAllLines(file).stream()
        .allMatch(line -> isPlain(line) && makesWantedAlone(line));
  }

  /** Two trees that make a module of one name can't be in one call. */
  private boolean makesWantedAlone(String line) {
    Set<String> wanted = new HashSet<>();
    plans.forEach(plan -> wanted.add(plan.kernelName() + OBJECT_END));
    return !line.strip().startsWith("obj-m")
        || Stream.of(line.substring(line.indexOf('=') + 1).strip().split("\\s+"))
            .filter(word -> word.endsWith(OBJECT_END))
            .allMatch(word -> wanted.contains(ModuleName.kernelForm(word)));
  }

  private static boolean isPlain(String line) {
    String text = line.strip();
    return text.isEmpty()
        || text.startsWith("#")
        || (text.matches("(obj-m|ccflags-y|[A-Za-z0-9_-]+-(y|objs))\\s*[:+]?=[^$]*")
            && !text.endsWith("\\"));
  }
}
