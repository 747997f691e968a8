package dlkm.component;

import dlkm.declaration.CodeKind;
import dlkm.declaration.ComponentNames;
import dlkm.declaration.Dependency;
import dlkm.declaration.MasterFile;
import dlkm.declaration.PlannedTunables;
import dlkm.declaration.Stub;
import dlkm.declaration.StubFile;
import dlkm.declaration.SystemFile;
import dlkm.declaration.TunableTypes;
import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A module that {@code kminstall} put on the machine: its files read and parsed (spec §2.1).
 *
 * @param kind of the code in {@code source}
 * @param source the directory of its code, one for all modules of a family
 */
public record InstalledModule(
    String name, MasterFile master, SystemFile system, CodeKind kind, Path source) {

  /** The installed module whose files these are. */
  public static InstalledModule of(Host host, MasterFile master, SystemFile system) {
    String module = master.module();
    Path source = host.path(Layout.code(master.family().name()));
    return new InstalledModule(
        module,
        master,
        system,
        CodeKind.of(master, source.toString(), DirectoryNames.of(source)),
        source);
  }

  /**
   * The planned tunables with those faults alone that they have for this module's code.
   *
   * @throws ProblemException when there is no code, or more than one kind
   */
  public static PlannedTunables misfits(Host host, MasterFile master, PlannedTunables planned) {
    Path source = host.path(Layout.code(master.family().name()));
    List<String> files = DirectoryNames.of(source);
    CodeKind kind = CodeKind.of(master, source.toString(), files);
    return new PlannedTunables(planned.all(), TunableTypes.misfits(master, planned, kind, files));
  }

  /**
   * The stubs that it declares (spec §3.7).
   *
   * @throws ProblemException with all that is wrong in their file
   */
  public List<Stub> stubs() {
    Path file = source.resolve(ComponentNames.STUB);
    return master.hasStub() ? StubFile.parse(file.toString(), Texts.read(file)) : List.of();
  }

  /** The master file alone. */
  public static MasterFile master(Host host, String module) {
    String family = Families.of(host, require(host, module));
    Path file = host.path(Layout.master(family));
    return MasterFile.parse(file.toString(), family, module, Texts.read(file));
  }

  /** The system file alone. */
  public static SystemFile system(Host host, String module) {
    Path file = host.path(Layout.system(require(host, module)));
    return SystemFile.parse(file.toString(), Texts.read(file));
  }

  /**
   * Whether a module is installed and planned to be configured and loadable.
   *
   * @throws ProblemException when its system file can't be read
   */
  public static boolean isPlannedDynamic(Host host, String module) {
    return isInstalled(host, module) && system(host, module).isPlannedDynamic();
  }

  /**
   * Whether a module may be used: its plan says so, or it has none (spec §3.2).
   *
   * @throws ProblemException when its system file can't be read
   */
  public static boolean mayBeUsed(Host host, String module) {
    return !isInstalled(host, module) || system(host, module).isConfigured();
  }

  /**
   * Whether it is built and registered with all others: no tool of its own looks after it. A master
   * file that can't be read is told of by whoever builds the module.
   */
  public static boolean isOurs(Host host, String module) {
    try {
      return master(host, module).linux().managedBy().isEmpty();
    } catch (ProblemException e) {
      return true;
    }
  }

  /** Whether a module of that name is installed. */
  public static boolean isInstalled(Host host, String module) {
    return ModuleName.isValid(module)
        && Files.isRegularFile(host.path(Layout.master(module)))
        && Files.isRegularFile(host.path(Layout.system(module)));
  }

  /**
   * The name of the installed module or family that a user means: {@code -} and {@code _} are the
   * same, as in the kernel. As typed when no module of that name is installed.
   */
  public static String named(Host host, String typed) {
    if (isInPart(host, typed)) {
      return typed;
    }
    return Stream.concat(names(host).stream(), Families.names(host).stream())
        .filter(name -> ModuleName.isSame(name, typed))
        .findFirst()
        .orElse(typed);
  }

  /** The installed modules that a module declares to need. */
  public static List<String> needed(Host host, MasterFile master) {
    List<String> needs = new ArrayList<>();
    for (Dependency dependency : master.dependencies()) {
      String needed = named(host, dependency.module());
      if (isInstalled(host, needed) && !needed.equals(master.module())) {
        needs.add(needed);
      }
    }
    return needs;
  }

  /** Whether a module has what it is built from: it is installed, or config writes it itself. */
  public static boolean hasSource(Host host, String module) {
    return module.equals(Stub.MODULE) || isInstalled(host, module);
  }

  /** The installed modules, by name. */
  public static List<String> names(Host host) {
    List<String> names = new ArrayList<>();
    for (String name : DirectoryNames.of(host.path(Layout.SYSTEMS))) {
      if (isInstalled(host, name)) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * What is wrong with the modules of which one file is missing; no other list has them. A file of
   * many drivers has no code of its own, so it is none of them.
   */
  public static List<Problem> incomplete(Host host) {
    List<Problem> problems = new ArrayList<>();
    Set<String> families = Families.names(host);
    SortedSet<String> names = new TreeSet<>(DirectoryNames.of(host.path(Layout.SYSTEMS)));
    names.addAll(DirectoryNames.of(host.path(Layout.MASTERS)));
    for (String name : names) {
      boolean isModule = ModuleName.isValid(name) && !name.startsWith(AtomicFiles.ASIDE);
      if (isModule && !isInstalled(host, name) && !families.contains(name) && hasCode(host, name)) {
        problems.add(incomplete(host, name));
      }
    }
    return problems;
  }

  /** Whether a name in one of the directories is a module that {@code kminstall} put there. */
  static boolean hasCode(Host host, String module) {
    return Files.isDirectory(host.path(Layout.code(Families.of(host, module))));
  }

  private static Problem incomplete(Host host, String module) {
    Path missing = missing(host, module);
    if (Files.exists(missing, LinkOption.NOFOLLOW_LINKS)) {
      return Problem.of(missing.toString(), "is not a regular file", "move it away");
    }
    return Problem.of(
        module,
        "is installed in part only: there is no " + missing,
        "'kminstall -d " + module + "' takes the rest away, then install it again");
  }

  /** What keeps a module that has files from being an installed one. */
  public static Optional<Problem> fault(Host host, String module) {
    return isInstalled(host, module) || !isInPart(host, module)
        ? Optional.empty()
        : Optional.of(incomplete(host, module));
  }

  private static boolean isInPart(Host host, String module) {
    return ModuleName.isValid(module)
        && (Files.exists(host.path(Layout.master(module)))
            || Files.exists(host.path(Layout.system(module))));
  }

  private static Path missing(Host host, String module) {
    Path master = host.path(Layout.master(module));
    return Files.isRegularFile(master) ? host.path(Layout.system(module)) : master;
  }

  /**
   * Checks that a module is installed.
   *
   * @return its name
   * @throws ProblemException when it is not, or in part only
   */
  public static String require(Host host, String module) {
    if (isInstalled(host, module)) {
      return module;
    }
    if (Families.isFamily(host, module)) {
      throw new ProblemException(
          module,
          "is a family of modules, and none of its modules has the name",
          "name one of them: " + String.join(" ", Families.modules(host, module)));
    }
    if (isInPart(host, module)) {
      throw new ProblemException(incomplete(host, module));
    }
    throw new ProblemException(
        module,
        "not installed: looked for "
            + host.path(Layout.master(module))
            + " and "
            + host.path(Layout.system(module)),
        "'kminstall -a " + module + "' in the directory of its component files");
  }
}
