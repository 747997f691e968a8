package dlkm.update;

import dlkm.component.Families;
import dlkm.funcset.FunctionSet;
import dlkm.image.ModuleImage;
import dlkm.installedkernel.ModuleFiles;
import dlkm.installedkernel.ModuleIndexText;
import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The other modules of a kernel that claim devices of one of ours: whichever of them is loaded
 * first has the device. Modules of its family and those that it depends on are none: they are
 * loaded with it.
 */
final class Claimants {

  private final FunctionSet set;
  private final ModuleIndexText index;

  Claimants(FunctionSet set) {
    this.set = set;
    index = new ModuleIndexText(set.host(), set.release());
  }

  /** Whether the kernel's index tells who they are. */
  boolean areKnown() {
    return index.hasAliases();
  }

  /** Their names, as the kernel has them, each with an alias of ours that it claims too. */
  SortedMap<String, String> of(Registration registration, ModuleImage image) {
    SortedMap<String, String> claimants = index.claimants(image.aliases());
    claimants.remove(registration.kernelName());
    if (!claimants.isEmpty()) {
      String family = Families.of(set.host(), registration.module());
      for (String module : Families.modules(set.host(), family)) {
        claimants.remove(ModuleName.kernelForm(module));
      }
    }
    if (!claimants.isEmpty()) {
      claimants.keySet().removeAll(dependencies(registration, image));
    }
    return claimants;
  }

  /** Those of the record and of the image, with all that they need. */
  private Set<String> dependencies(Registration registration, ModuleImage image) {
    Set<String> direct = new TreeSet<>();
    Stream.of(
            image.depends(),
            registration.dependencies(),
            registration.image().softDependencies().before(),
            registration.image().softDependencies().after())
        .flatMap(Collection::stream)
        .forEach(needed -> direct.add(ModuleName.kernelForm(needed)));
    Set<String> all = new TreeSet<>(direct);
    all.addAll(ModuleFiles.dependencies(set.host(), set.release(), direct).keySet());
    return all;
  }
}
