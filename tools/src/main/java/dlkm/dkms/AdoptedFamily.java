package dlkm.dkms;

import dlkm.component.InstalledModule;
import dlkm.declaration.CodeKind;
import dlkm.declaration.MasterFile;
import dlkm.declaration.SystemFile;
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
import dlkm.registry.SoftDependencies;
import dlkm.update.Candidate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param version the last one of those that are installed for some kernel
 * @param more modules that the other ones make
 */
record AdoptedFamily(
    DkmsSession session,
    PackageVersion version,
    KernelTarget kernel,
    DkmsConf conf,
    Set<String> more) {

  private static final BuildRecipe NONE = new BuildRecipe(List.of());

  AdoptedFamily {
    more = new LinkedHashSet<>(more);
  }

  private PackageSources sources() {
    return new PackageSources(session, version, kernel, conf);
  }

  private List<String> others() {
    Set<String> others = new LinkedHashSet<>(more);
    others.addAll(sources().others());
    conf.modules().forEach(module -> others.remove(module.built()));
    return List.copyOf(others);
  }

  private String master() {
    return sources().master(NONE, others());
  }

  private Map<String, String> systems() {
    Map<String, String> systems = new LinkedHashMap<>();
    for (DkmsConf.Module module : conf.modules()) {
      systems.put(module.built(), PackageComponents.system(true));
    }
    others().forEach(other -> systems.put(other, PackageComponents.system(more.contains(other))));
    return systems;
  }

  /**
   * Refuses what {@link #install} would refuse.
   *
   * @throws ProblemException when something else is installed under these names
   */
  void check() {
    try {
      sources().requireOurs();
    } catch (DkmsException e) {
      throw new ProblemException(sources().family(), e.lines().getFirst(), e.lines().getLast());
    }
    new Installation(session.host(), sources().family()).checkBuilt(master(), systems());
  }

  /** Adds the component files to a change; returns what can't be kept of an earlier plan. */
  List<Problem> install(Transaction transaction) throws IOException {
    return new Installation(session.host(), sources().family())
        .putBuilt(master(), systems(), transaction);
  }

  /**
   * A built module to be registered, with the time of its own build.
   *
   * @param file its content, not packed
   */
  Candidate candidate(InstalledKernel target, DkmsConf.Module module, Path file)
      throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ModuleImage image = ModuleImage.parse(file.toString(), bytes);
    ImageFacts facts =
        new ImageFacts(
            Sha256.of(bytes),
            image.buildId(),
            image.srcversion(),
            target.kis(),
            SoftDependencies.of(image.softdeps()),
            false);
    Path kept = BuiltFiles.find(session.tree(), version, kernel, module.dest()).orElse(file);
    Origin origin =
        new Origin(
            Files.getLastModifiedTime(kept).toInstant(), Optional.empty(), session.caller().user());
    Registration record =
        NewRegistration.of(plan(target, module, image), facts, image.version(), origin);
    return new Candidate(record, file, image);
  }

  private ModulePlan plan(InstalledKernel target, DkmsConf.Module module, ModuleImage image) {
    String family = sources().family();
    MasterFile master = MasterFile.parse(family, family, module.built(), master());
    SystemFile system = SystemFile.parse(module.built(), PackageComponents.system(true));
    Path source = session.host().path(Layout.code(family));
    List<String> depends = image.depends().stream().map(ModuleName::kernelForm).toList();
    List<String> needed =
        master.family().modules().stream()
            .filter(other -> depends.contains(ModuleName.kernelForm(other)))
            .toList();
    return new ModulePlan(
        new InstalledModule(module.built(), master, system, CodeKind.NATIVE, source),
        target,
        List.of(),
        needed,
        List.of());
  }
}
