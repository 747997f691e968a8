package dlkm.component;

import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The installed trees and the modules that each of them makes. A tree is one installation under one
 * name, its family's. In the directory of master files each of its modules with another name is a
 * link to the family's file.
 */
public final class Families {

  private Families() {}

  /** The family that a module is of; its own name where it is a tree of its own. */
  public static String of(Host host, String module) {
    Path entry = host.entry(Layout.master(module));
    if (!Files.isSymbolicLink(entry)) {
      return module;
    }
    try {
      Path target = Files.readSymbolicLink(entry);
      String name = target.toString();
      return target.getNameCount() == 1 && ModuleName.isValid(name) ? name : module;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The modules by their families, both in the order in which they are named. */
  public static SequencedMap<String, List<String>> grouped(Host host, List<String> modules) {
    SequencedMap<String, List<String>> families = new LinkedHashMap<>();
    for (String module : modules) {
      families.computeIfAbsent(of(host, module), _ -> new ArrayList<>()).add(module);
    }
    return families;
  }

  /** The families of several modules, or of one with another name, in alphabetical order. */
  public static Set<String> names(Host host) {
    Set<String> names = new TreeSet<>();
    for (String module : DirectoryNames.of(host.path(Layout.MASTERS))) {
      if (!module.startsWith(AtomicFiles.ASIDE)) {
        String family = of(host, module);
        if (!family.equals(module)) {
          names.add(family);
        }
      }
    }
    return names;
  }

  /** Whether a family of several modules, or of one with another name, is installed. */
  static boolean isFamily(Host host, String name) {
    return Files.isRegularFile(host.entry(Layout.master(name)), LinkOption.NOFOLLOW_LINKS)
        && names(host).contains(name);
  }

  /** The installed modules of a family, in alphabetical order; a module of its own is one alone. */
  public static List<String> modules(Host host, String family) {
    List<String> modules = new ArrayList<>();
    for (String module : DirectoryNames.of(host.path(Layout.MASTERS))) {
      boolean isIn =
          module.equals(family) ? hasPlan(host, module) : of(host, module).equals(family);
      if (isIn && ModuleName.isValid(module)) {
        modules.add(module);
      }
    }
    return modules;
  }

  private static boolean hasPlan(Host host, String module) {
    return Files.isRegularFile(host.path(Layout.system(module)));
  }

  /** Refuses what can only be done to a whole family where one of its modules is named. */
  public static void requireWhole(Host host, String name, String command) {
    String family = of(host, name);
    if (!family.equals(name)) {
      throw new ProblemException(
          name, "is a module of " + family, "'" + command + " " + family + "' does it for all");
    }
  }

  /**
   * Names of families replaced by their modules; others stay.
   *
   * @param names of families and modules
   */
  public static List<String> expand(Host host, List<String> names) {
    return expand(host, names, _ -> true);
  }

  /**
   * The same with those modules of each family only that a command can be about. A family of which
   * that is none has all, so that who refuses them names them.
   *
   * @param names of families and modules
   */
  public static List<String> expand(Host host, List<String> names, Predicate<String> isMeant) {
    Set<String> families = names(host);
    Set<String> modules = new LinkedHashSet<>();
    for (String name : names) {
      List<String> all = families.contains(name) ? modules(host, name) : List.of(name);
      List<String> meant = all.stream().filter(isMeant).toList();
      modules.addAll(meant.isEmpty() ? all : meant);
    }
    return List.copyOf(modules);
  }

  /**
   * The modules, and with each of them all of its family that are planned to be configured and
   * loadable: a tree is built, registered and rolled back as a whole.
   *
   * @param names of modules and families
   * @throws ProblemException for a family of which nothing is planned
   */
  public static List<String> whole(Host host, List<String> names) {
    return whole(host, names, module -> InstalledModule.isPlannedDynamic(host, module));
  }

  /**
   * The same by another plan than that of the machine.
   *
   * @param isPlanned whether a module is planned to be configured and loadable
   */
  public static List<String> whole(Host host, List<String> names, Predicate<String> isPlanned) {
    Set<String> families = names(host);
    Map<String, List<String>> members = new HashMap<>();
    Map<String, Boolean> dynamic = new HashMap<>();
    Set<String> all = new LinkedHashSet<>();
    for (String name : names) {
      String family = of(host, name);
      if (families.contains(family)) {
        List<String> planned =
            members.computeIfAbsent(family, one -> modules(host, one)).stream()
                .filter(
                    module ->
                        dynamic.computeIfAbsent(module, isPlanned::test)
                            || isMeant(name, module, family))
                .toList();
        if (planned.isEmpty()) {
          throw new ProblemException(
              name,
              "none of its modules is planned to be configured and loadable",
              "'kmsystem -c y MODULE', MODULE one of " + String.join(" ", modules(host, name)));
        }
        all.addAll(planned);
      } else {
        all.add(name);
      }
    }
    return List.copyOf(all);
  }

  /** A module that is named as such is not left out in silence. */
  private static boolean isMeant(String name, String module, String family) {
    return module.equals(name) && !name.equals(family);
  }
}
