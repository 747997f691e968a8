package dlkm.component;

import dlkm.declaration.HpuxSystemFile;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.TunableDefault;
import dlkm.host.Host;
import dlkm.problem.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tunables of the traditional part of the kernel: those of the shared master files, and those
 * that only the HP-UX system file has (spec §3.3, §4.3, §9.4).
 *
 * @param declared in a shared master file, by name
 * @param overrides the values in the HP-UX system file, by name
 * @param all both, those of the system file alone declared by their value
 */
public record TraditionalTunables(
    Map<String, TunableDefault> declared, Map<String, String> overrides, List<TunableDefault> all) {

  public TraditionalTunables {
    all = List.copyOf(all);
  }

  /**
   * Reads them.
   *
   * @param file the HP-UX system file
   * @param text its text
   * @throws dlkm.problem.ProblemException with all that is wrong in it, or in a shared master file
   */
  public static TraditionalTunables read(Host host, Path file, String text) {
    Map<String, String> overrides = HpuxSystemFile.parse(file.toString(), text).tunables();
    Map<String, TunableDefault> declared = new LinkedHashMap<>();
    SharedMasters.tunables(host).forEach(t -> declared.putIfAbsent(t.name(), t));
    List<TunableDefault> all = new ArrayList<>(declared.values());
    overrides.forEach(
        (name, value) -> {
          if (!declared.containsKey(name)) {
            Where where = new Where(file.toString(), 1);
            all.add(new TunableDefault(name, value, Optional.empty(), Optional.empty(), where));
          }
        });
    return new TraditionalTunables(declared, overrides, all);
  }

  /** As formulas of others name them. */
  OtherTunables.Owner owner() {
    return new OtherTunables.Owner(all, overrides);
  }
}
