package dlkm.status;

import dlkm.boot.BootRecord;
import dlkm.declaration.ModuleType;
import dlkm.declaration.SupportedPhase;
import dlkm.funcset.FoundFiles;
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
 * The full status of one module, {@code kmadmin -q}, {@code -Q} and {@code -S}. {@link #fields} has
 * the fields of spec §4.8 in their order, as text; {@code -} stands for what doesn't exist or isn't
 * known.
 *
 * @param file where the module's object file is
 * @param found the file that modprobe finds in its place, if so
 * @param image what is in the object file, where it can be read
 * @param attempt the last boot's attempt to load it
 */
public record FullStatus(
    Host host,
    ModuleStatus status,
    Optional<Path> file,
    Optional<Path> found,
    Optional<ModuleImage> image,
    Optional<BootRecord.Attempt> attempt) {

  public static final String NONE = "-";

  /**
   * One field.
   *
   * @param label for people
   * @param key in JSON
   * @param value the same for both
   * @param note follows the value for people
   */
  public record Field(String label, String key, String value, String note) {

    private static Field of(String label, String key, String value) {
      return new Field(label, key, value, "");
    }
  }

  /** The status of some of the modules, in that order. */
  public static List<FullStatus> of(
      QueriedKernel kernel, ModuleStatuses all, List<ModuleStatus> some) {
    BootRecord boot =
        kernel.running() ? BootRecord.of(kernel.host()) : new BootRecord(List.of(), List.of());
    List<Registration> registered =
        some.stream().flatMap(status -> status.registration().stream()).toList();
    FoundFiles found = FoundFiles.of(kernel.functionSet(), registered);
    List<FullStatus> full = new ArrayList<>();
    for (ModuleStatus status : some) {
      full.add(of(kernel, all, boot, found, status));
    }
    return full;
  }

  private static FullStatus of(
      QueriedKernel kernel,
      ModuleStatuses all,
      BootRecord boot,
      FoundFiles found,
      ModuleStatus status) {
    Optional<Path> file =
        status.registration().isPresent()
            ? Optional.of(live(kernel.functionSet(), status.registration().get()))
            : all.files().file(status.kernelName());
    return new FullStatus(
        kernel.host(),
        status,
        file,
        status.registration().flatMap(found::other),
        file.flatMap(FullStatus::read),
        boot.last(status.name()));
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

  /** The fields of spec §4.8, in their order. */
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    fields.add(Field.of("Module name", "name", status.name()));
    fields.add(Field.of("Version", "version", version()));
    fields.add(Field.of("Module id", "id", status.id()));
    fields.add(Field.of("Configured phase", "phase", status.phase()));
    fields.add(new Field("Object file", "object", object(), other()));
    fields.add(new Field("Status", "status", status.status(), difference()));
    fields.add(Field.of("Size", "size", size()));
    fields.add(Field.of("Address", "address", address()));
    fields.add(Field.of("BSS size", "bssSize", bssSize()));
    fields.add(Field.of("BSS address", "bssAddress", bssAddress()));
    fields.add(Field.of("Hold count", "holdCount", String.valueOf(holdCount())));
    String dependents = String.valueOf(dependents().size());
    fields.add(new Field("Dependent count", "dependentCount", dependents, dependentNames()));
    fields.add(new Field("Unload delay", "unloadDelay", "0", " seconds"));
    fields.add(Field.of("Description", "description", description()));
    String inferred = registration().isEmpty() ? " (inferred)" : "";
    fields.add(new Field("Type", "type", status.type(), inferred));
    if (hasMajors()) {
      fields.add(Field.of("Block major", "blockMajor", blockMajor()));
      fields.add(Field.of("Character major", "characterMajor", characterMajor()));
    }
    if (hasFlags()) {
      fields.add(Field.of("Flags", "flags", flags()));
    }
    fields.add(Field.of("Taint", "taint", taint()));
    return fields;
  }

  /**
   * Where the module can be loaded, as its developer declared; none of a module that isn't ours.
   */
  public List<String> supportedPhases() {
    return registration().stream()
        .flatMap(registration -> registration.phases().supported().stream())
        .sorted()
        .map(SupportedPhase::name)
        .toList();
  }

  /** Its functions that the static kernel has stubs of (spec §3.7). */
  public List<String> stubs() {
    return registration().map(one -> one.image().stubs()).orElse(List.of());
  }

  /** The modules that kmod doesn't load for its devices ({@code kmsystem -p}). */
  public List<String> preferredOver() {
    return registration().map(Registration::blacklisted).orElse(List.of());
  }

  private String other() {
    return found.map(path -> ", but modprobe finds " + path).orElse("");
  }

  private String difference() {
    return status.difference().map(how -> ", but not the registered image: " + how).orElse("");
  }

  private String dependentNames() {
    return dependents().isEmpty() ? "" : " (" + String.join(" ", dependents()) + ")";
  }

  private Optional<LoadedModule> loaded() {
    return status.loaded();
  }

  private Optional<Registration> registration() {
    return status.registration();
  }

  private String version() {
    return registration()
        .map(Registration::version)
        .or(() -> loaded().flatMap(LoadedModule::version))
        .orElse(NONE);
  }

  private String object() {
    return file.map(Path::toString).orElse(NONE);
  }

  /** The memory that it has; of one that isn't loaded, the memory that its sections will take. */
  private String size() {
    return loaded()
        .map(LoadedModule::size)
        .or(() -> image.map(ModuleImage::coreSize))
        .map(String::valueOf)
        .orElse(NONE);
  }

  private String address() {
    return loaded().map(LoadedModule::address).orElse(NONE);
  }

  private String bssSize() {
    return image.map(ModuleImage::bssSize).map(String::valueOf).orElse(NONE);
  }

  private String bssAddress() {
    return loaded().flatMap(module -> module.section(".bss")).orElse(NONE);
  }

  private int holdCount() {
    return loaded().map(LoadedModule::holdCount).orElse(0);
  }

  /** Loaded modules that need it. */
  public List<String> dependents() {
    return loaded().map(LoadedModule::dependents).orElse(List.of());
  }

  private String description() {
    return loaded()
        .flatMap(LoadedModule::info)
        .or(() -> registration().map(Registration::description).filter(d -> !d.isEmpty()))
        .orElse(NONE);
  }

  /** Whether the type is one that has majors (spec §4.8, field 16). */
  private boolean hasMajors() {
    return registration().map(Registration::type).map(FullStatus::hasMajors).orElse(false);
  }

  private static boolean hasMajors(ModuleType type) {
    return switch (type) {
      case WSIO_CLASS, STREAMS_DRV -> true;
      case WSIO_INTFC, STREAMS_MOD, MISC -> false;
    };
  }

  private String blockMajor() {
    return major(majors().block(), registration().orElseThrow().access().blockMajor());
  }

  private String characterMajor() {
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

  /** Whether it has a {@code drv_info_t} (spec §7.3), with flags. */
  private boolean hasFlags() {
    return registration().map(Registration::type).map(FullStatus::hasFlags).orElse(false);
  }

  private static boolean hasFlags(ModuleType type) {
    return switch (type) {
      case WSIO_CLASS, WSIO_INTFC, STREAMS_DRV -> true;
      case STREAMS_MOD, MISC -> false;
    };
  }

  /** The names of the flags in the driver's {@code drv_info_t}; only a loaded driver has one. */
  private String flags() {
    return loaded().flatMap(LoadedModule::driverFlags).orElse(NONE);
  }

  /** The letters by which it taints the kernel (Documentation/admin-guide/tainted-kernels). */
  private String taint() {
    return loaded().map(LoadedModule::taint).filter(t -> !t.isEmpty()).orElse(NONE);
  }
}
