package dlkm.plan;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.component.MachineTunables;
import dlkm.component.TextEdits;
import dlkm.component.Texts;
import dlkm.declaration.Family;
import dlkm.declaration.HpuxSystemFile;
import dlkm.declaration.MasterFile;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.SystemFile;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files that a build is planned by, where they are not the machine's usual ones (spec §4.4).
 *
 * @param hpuxSystem the HP-UX system file
 * @param masters a master file, or a directory of them, that counts before the installed ones
 * @param edits of the plan's files, which count before what is on the disk
 */
public record PlanFiles(Host host, Path hpuxSystem, Optional<Path> masters, TextEdits edits) {

  /** The machine's own. */
  public static PlanFiles installed(Host host) {
    return edited(host, new TextEdits(host));
  }

  /** The machine's own as a change will leave them. */
  public static PlanFiles edited(Host host, TextEdits edits) {
    return new PlanFiles(host, host.path(Layout.SYSTEM), Optional.empty(), edits);
  }

  /** The same with another HP-UX system file. */
  public PlanFiles withHpuxSystem(Path file) {
    return new PlanFiles(host, file, masters, edits);
  }

  /** The same with master files that count before the installed ones. */
  public PlanFiles withMasters(Optional<Path> place) {
    return new PlanFiles(host, hpuxSystem, place, edits);
  }

  /**
   * Step 1 of spec §4.4.2: the master file of an installed module.
   *
   * @throws dlkm.problem.ProblemException when the module isn't installed, or with all that is
   *     wrong in the file
   */
  public MasterFile master(String module) {
    MasterFile installed = InstalledModule.master(host, module);
    String family = installed.family().name();
    Optional<Path> other = masters.flatMap(place -> other(place, module, family));
    return other
        .map(file -> MasterFile.parse(file.toString(), family, module, Texts.read(file)))
        .orElse(installed);
  }

  /**
   * Refuses other master files of which none is used.
   *
   * @param modules that are built, at least one
   * @throws ProblemException with the names that count
   */
  public void requireUsed(List<String> modules) {
    if (masters.isEmpty()) {
      return;
    }
    Path place = masters.get();
    SortedSet<String> names = new TreeSet<>();
    for (String module : modules) {
      String family = Families.of(host, module);
      if (other(place, module, family).isPresent()) {
        return;
      }
      names.add(Files.isDirectory(place) ? family : module);
    }
    String expected = String.join(" or ", names);
    throw Files.isDirectory(place)
        ? new ProblemException(
            place.toString(),
            "has the master file of no module that is built",
            "name it " + expected + " there")
        : new ProblemException(
            place.toString(),
            "is the master file of no module that is built",
            "name " + expected + " in its $TYPE");
  }

  /**
   * Step 3 of spec §4.4.2: the system file of an installed module.
   *
   * @throws dlkm.problem.ProblemException with all that is wrong in it
   */
  public SystemFile system(String module) {
    Path file = host.path(Layout.system(InstalledModule.require(host, module)));
    return SystemFile.parse(file.toString(), edits.text(file));
  }

  /** Whether a module is installed and planned to be configured and loadable. */
  boolean isPlannedDynamic(String module) {
    return InstalledModule.isInstalled(host, module) && system(module).isPlannedDynamic();
  }

  /** In a directory a file has the name under which it is installed. */
  private static Optional<Path> other(Path place, String module, String family) {
    boolean isThere =
        Files.isDirectory(place)
            ? Files.isRegularFile(place.resolve(family))
            : Family.named(place.toString(), Texts.read(place)).contains(module);
    return isThere
        ? Optional.of(Files.isDirectory(place) ? place.resolve(family) : place)
        : Optional.empty();
  }

  /**
   * Step 2 of spec §4.4.2: the HP-UX system file, whose tunables formulas may name.
   *
   * @throws dlkm.problem.ProblemException with all that is wrong in it
   */
  public HpuxSystemFile readHpuxSystem() {
    return HpuxSystemFile.parse(hpuxSystem.toString(), edits.text(hpuxSystem));
  }

  /** The tunables that the formulas of a module's plan may name besides its own. */
  OtherTunables otherTunables() {
    return MachineTunables.of(host, hpuxSystem, edits);
  }
}
