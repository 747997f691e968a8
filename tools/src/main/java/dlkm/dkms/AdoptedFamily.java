package dlkm.dkms;

import dlkm.component.InstalledModule;
import dlkm.declaration.CodeKind;
import dlkm.declaration.MasterFile;
import dlkm.declaration.SystemFile;
import dlkm.funcset.ImageRecord;
import dlkm.host.FileContent;
import dlkm.host.Layout;
import dlkm.host.Sha256;
import dlkm.host.Transaction;
import dlkm.image.ModuleImage;
import dlkm.install.Installation;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.plan.ModulePlan;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.ImageFacts;
import dlkm.registry.NewRegistration;
import dlkm.registry.Origin;
import dlkm.registry.Registration;
import dlkm.update.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A package's modules as a family of ours that comes built: its component files, without code, and
 * the records of its images.
 *
 * @param sources those of one version for one kernel
 * @param master the text of the master file
 * @param systems the texts of the system files, by module
 */
record AdoptedFamily(PackageSources sources, String master, Map<String, String> systems) {

  private static final BuildRecipe NONE = new BuildRecipe(List.of());

  AdoptedFamily {
    systems = Collections.unmodifiableMap(new LinkedHashMap<>(systems));
  }

  /**
   * The family of a package's version.
   *
   * @param modules all that some version of it makes that is installed for some kernel
   */
  static AdoptedFamily of(PackageSources sources, Set<String> modules) {
    Set<String> others = new LinkedHashSet<>(modules);
    others.addAll(sources.others());
    Map<String, String> systems = new LinkedHashMap<>();
    for (DkmsConf.Module module : sources.conf().modules()) {
      others.remove(module.built());
      systems.put(module.built(), PackageComponents.system(true));
    }
    for (String other : others) {
      systems.put(other, PackageComponents.system(modules.contains(other)));
    }
    return new AdoptedFamily(sources, sources.master(NONE, List.copyOf(others)), systems);
  }

  /**
   * Refuses what {@link #install} would refuse.
   *
   * @throws ProblemException when something else is installed under these names
   */
  void check() {
    try {
      sources.requireOurs();
    } catch (DkmsException e) {
      throw new ProblemException(sources.family(), e.lines().getFirst(), e.lines().getLast());
    }
    new Installation(sources.session().host(), sources.family()).checkBuilt(master, systems);
  }

  /** Adds the component files to a change; returns what can't be kept of an earlier plan. */
  List<Problem> install(Transaction transaction) throws IOException {
    return new Installation(sources.session().host(), sources.family())
        .putBuilt(master, systems, transaction);
  }

  /**
   * A built module to be registered, with the time of its own build.
   *
   * @param file its content, not packed
   * @throws ProblemException when it is no module
   */
  Candidate candidate(InstalledKernel target, DkmsConf.Module module, Path file)
      throws IOException {
    byte[] bytes = FileContent.bytes(file);
    Path kept =
        BuiltFiles.find(
                sources.session().tree(), sources.version(), sources.kernel(), module.dest())
            .orElse(file);
    ModuleImage image = ModuleImage.parse(kept.toString(), bytes);
    ImageFacts facts = ImageRecord.of(image, Sha256.of(bytes), target.kis(), false, false);
    Origin origin =
        new Origin(
            Files.getLastModifiedTime(kept).toInstant(),
            Optional.empty(),
            sources.session().caller().user());
    Registration record =
        NewRegistration.of(plan(target, module, image), facts, image.version(), origin);
    return new Candidate(record, file, image);
  }

  private ModulePlan plan(InstalledKernel target, DkmsConf.Module module, ModuleImage image) {
    String family = sources.family();
    MasterFile own = MasterFile.parse(family, family, module.built(), master);
    SystemFile system = SystemFile.parse(module.built(), PackageComponents.system(true));
    Path source = sources.session().host().path(Layout.code(family));
    List<String> depends = image.depends().stream().map(ModuleName::kernelForm).toList();
    List<String> needed =
        own.family().modules().stream()
            .filter(other -> depends.contains(ModuleName.kernelForm(other)))
            .toList();
    return new ModulePlan(
        new InstalledModule(module.built(), own, system, CodeKind.NATIVE, source),
        target,
        List.of(),
        needed,
        List.of());
  }
}
