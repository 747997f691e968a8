package dlkm.dkms;

import dlkm.component.InstalledModule;
import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Modules that packages have installed. Only an uninstallation of the package takes one out: else
 * the tree would tell of it still, and a link would lead to an image that is gone.
 */
public final class OwnedModules {

  private OwnedModules() {}

  /** A module in the way, with the package that has it installed, and for which kernel. */
  private record Owned(String module, PackageVersion version, KernelTarget kernel) {

    Problem problem(String remedy) {
      return new Problem(
          module,
          "installed for kernel " + kernel.release() + " by the DKMS package " + version,
          remedy);
    }
  }

  /**
   * Refuses that modules go from one kernel.
   *
   * @throws ProblemException for those that a package has installed for it
   */
  public static void requireNone(Caller caller, String release, List<String> modules) {
    refuse(
        caller,
        modules,
        kernel -> kernel.release().equals(release),
        owned -> "'dkms uninstall " + owned.version() + " -k " + release + "'");
  }

  /**
   * Refuses that modules go from all kernels.
   *
   * @throws ProblemException for those that a package has installed for some kernel
   */
  public static void requireNone(Caller caller, List<String> modules) {
    refuse(caller, modules, _ -> true, owned -> "'dkms remove " + owned.version() + " --all'");
  }

  private static void refuse(
      Caller caller,
      List<String> modules,
      Predicate<KernelTarget> concerned,
      Function<Owned, String> remedy) {
    List<String> managed =
        modules.stream().filter(module -> mayBeOwned(caller.host(), module)).toList();
    if (managed.isEmpty()) {
      return;
    }
    DkmsSession session = HandOverSession.of(caller).silent();
    Map<String, Problem> problems = new LinkedHashMap<>();
    for (Owned owned : owned(session, managed, concerned)) {
      problems.putIfAbsent(
          owned.module() + " " + owned.version(), owned.problem(remedy.apply(owned)));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(List.copyOf(problems.values()));
    }
  }

  /** A package's master file is made by us; one that can't be read must not keep a module here. */
  private static boolean mayBeOwned(Host host, String module) {
    try {
      return isManaged(host, module);
    } catch (ProblemException e) {
      return false;
    }
  }

  /** Whether its master file was made for a package. */
  static boolean isManaged(Host host, String module) {
    return InstalledModule.isInstalled(host, module)
        && InstalledModule.master(host, module)
            .linux()
            .managedBy()
            .filter(PackageComponents.TOOL::equals)
            .isPresent();
  }

  private static List<Owned> owned(
      DkmsSession session, List<String> modules, Predicate<KernelTarget> concerned) {
    List<Owned> owned = new ArrayList<>();
    for (PackageVersion version : session.tree().added("", "")) {
      if (session.tree().isBroken(version)) {
        // Its sources are gone: dkms doesn't take it out either.
        continue;
      }
      for (PackageTree.Active active : session.tree().activeLinks(version.name())) {
        if (active.version().equals(version.version()) && concerned.test(active.kernel())) {
          modules.stream()
              .filter(module -> hasInstalled(session, version, active.kernel(), module))
              .forEach(module -> owned.add(new Owned(module, version, active.kernel())));
        }
      }
    }
    return owned;
  }

  /** One whose configuration can't be read hinders nothing. */
  private static boolean hasInstalled(
      DkmsSession session, PackageVersion version, KernelTarget kernel, String module) {
    Set<String> names = new TreeSet<>(List.of(module));
    for (Path link : BuiltFiles.links(session.tree(), kernel, List.of(module))) {
      names.add(BuiltFiles.dest(link));
    }
    try {
      return session.dests(version, kernel).stream().anyMatch(names::contains);
    } catch (DkmsException e) {
      return false;
    }
  }
}
