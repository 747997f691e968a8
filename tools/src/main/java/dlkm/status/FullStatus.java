package dlkm.status;

import dlkm.boot.BootRecord;
import dlkm.conf.ModuleType;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.image.ModuleImage;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.Majors;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All fields of {@code kmadmin -q}, {@code -Q} and {@code -S} of one module, in the order of spec
 * §4.8, as text; {@code -} stands for what doesn't exist or isn't known.
 *
 * @param file where the module's object file is
 * @param image what is in that file, where it can be read
 * @param attempt the last boot's attempt to load it
 */
public record FullStatus(
    Host host,
    ModuleStatus status,
    Optional<Path> file,
    Optional<ModuleImage> image,
    Optional<BootRecord.Attempt> attempt) {

  public static final String NONE = "-";

  /** The status of some of the modules, in that order. */
  public static List<FullStatus> of(
      QueriedKernel kernel, ModuleStatuses all, List<ModuleStatus> some) {
    BootRecord boot =
        kernel.running() ? BootRecord.of(kernel.host()) : new BootRecord(List.of(), List.of());
    List<FullStatus> full = new ArrayList<>();
    for (ModuleStatus status : some) {
      full.add(of(kernel, all, boot, status));
    }
    return full;
  }

  private static FullStatus of(
      QueriedKernel kernel, ModuleStatuses all, BootRecord boot, ModuleStatus status) {
    Optional<Path> file =
        status.registration().isPresent()
            ? Optional.of(live(kernel.functionSet(), status.registration().get()))
            : all.files().file(status.kernelName());
    return new FullStatus(
        kernel.host(), status, file, file.flatMap(FullStatus::read), boot.last(status.name()));
  }

  private static Path live(FunctionSet set, Registration registration) {
    return set.liveImage(registration);
  }

  private static Optional<ModuleImage> read(Path file) {
    try {
      return Optional.of(ModuleImage.parse(file.toString(), Files.readAllBytes(file)));
    } catch (IOException | ProblemException e) {
      return Optional.empty();
    }
  }

  private Optional<LoadedModule> loaded() {
    return status.loaded();
  }

  private Optional<Registration> registration() {
    return status.registration();
  }

  public String version() {
    return registration()
        .map(Registration::version)
        .or(() -> loaded().flatMap(LoadedModule::version))
        .orElse(NONE);
  }

  public String object() {
    return file.map(Path::toString).orElse(NONE);
  }

  /** The memory that it has; of one that isn't loaded, the memory that its sections will take. */
  public String size() {
    return loaded()
        .map(LoadedModule::size)
        .or(() -> image.map(ModuleImage::coreSize))
        .map(String::valueOf)
        .orElse(NONE);
  }

  public String address() {
    return loaded().map(LoadedModule::address).orElse(NONE);
  }

  public String bssSize() {
    return image.map(ModuleImage::bssSize).map(String::valueOf).orElse(NONE);
  }

  public String bssAddress() {
    return loaded().flatMap(module -> module.section(".bss")).orElse(NONE);
  }

  public int holds() {
    return loaded().map(LoadedModule::holds).orElse(0);
  }

  public int dependents() {
    return loaded().map(module -> module.dependents().size()).orElse(0);
  }

  public String dependentNames() {
    return loaded().map(module -> String.join(" ", module.dependents())).orElse("");
  }

  public String description() {
    return loaded()
        .flatMap(LoadedModule::info)
        .or(() -> registration().map(Registration::description).filter(d -> !d.isEmpty()))
        .orElse(NONE);
  }

  public String type() {
    return status.type();
  }

  /** Whether the type is one that has majors (spec §4.8, field 16). */
  public boolean hasMajors() {
    return registration().map(Registration::type).map(FullStatus::hasMajors).orElse(false);
  }

  private static boolean hasMajors(ModuleType type) {
    return switch (type) {
      case WSIO_CLASS, STREAMS_DRV -> true;
      case WSIO_INTFC, STREAMS_MOD, MISC -> false;
    };
  }

  public String blockMajor() {
    return major(majors().block(), registration().orElseThrow().access().blockMajor());
  }

  public String characterMajor() {
    return major(majors().character(), registration().orElseThrow().access().charMajor());
  }

  private Majors majors() {
    return loaded().map(module -> Majors.of(host, module)).orElse(Majors.NONE);
  }

  private String major(OptionalInt now, int reserved) {
    if (now.isPresent()) {
      return String.valueOf(now.getAsInt());
    }
    return reserved >= 0 ? String.valueOf(reserved) : NONE;
  }

  /** The letters by which it taints the kernel (Documentation/admin-guide/tainted-kernels). */
  public String flags() {
    return loaded().map(LoadedModule::taint).filter(t -> !t.isEmpty()).orElse(NONE);
  }
}
