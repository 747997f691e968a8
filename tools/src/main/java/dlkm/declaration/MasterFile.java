package dlkm.declaration;

import dlkm.problem.Where;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A module's master file: what its developer says of it (spec §3.1).
 *
 * @param path the file as the user knows it
 * @param family all modules that the tree makes
 * @param version of the format, 1 or 2
 * @param loadable absent: the module can only be linked statically
 * @param className field 3 of {@code $TYPE}
 * @param typeFields fields 4 to 6 of {@code $TYPE}
 * @param shared sections of the language that a module's file may have and nothing here uses
 * @param places the first line of each section, by keyword
 */
public record MasterFile(
    String path,
    String module,
    Family family,
    int version,
    Optional<Loadable> loadable,
    Interfaces interfaces,
    ModuleType type,
    Optional<String> className,
    List<String> typeFields,
    List<Dependency> dependencies,
    List<TunableDefault> tunables,
    Optional<DriverInstall> driverInstall,
    LinuxSection linux,
    List<SharedSection> shared,
    Map<String, Where> places) {

  public MasterFile {
    typeFields = List.copyOf(typeFields);
    dependencies = List.copyOf(dependencies);
    tunables = List.copyOf(tunables);
    shared = List.copyOf(shared);
    places = Map.copyOf(places);
  }

  /** The version that a module has when its file gives none (spec §2.1). */
  static final String DEFAULT_VERSION = "0.1.0";

  /**
   * Reads a module's master file.
   *
   * @param path the file as the user knows it
   * @throws dlkm.problem.ProblemException with all that is wrong, each with its line
   */
  public static MasterFile parse(String path, String module, String text) {
    return parse(path, module, module, text);
  }

  /**
   * Reads what a master file says of one module of a family.
   *
   * @param family the name that the file is installed under
   * @throws dlkm.problem.ProblemException as {@link #parse(String, String, String)}
   */
  public static MasterFile parse(String path, String family, String module, String text) {
    return MasterParser.parse(path, family, module, text);
  }

  /**
   * Reads what a master file says of each module of its family.
   *
   * @throws dlkm.problem.ProblemException with all that is wrong with any of them
   */
  public static List<MasterFile> parseAll(String path, String family, String text) {
    return MasterParser.parseAll(path, family, text);
  }

  /** The text of a file with this module alone; parsed again it gives the same facts. */
  public String text() {
    return MasterText.of(this);
  }

  /** Where the section of the keyword starts; the file's first line when it has none. */
  public Where where(String keyword) {
    return places.getOrDefault(keyword, new Where(path, 1));
  }

  /** The tunable of that name. */
  public Optional<TunableDefault> tunable(String name) {
    for (TunableDefault tunable : tunables) {
      if (tunable.name().equals(name)) {
        return Optional.of(tunable);
      }
    }
    return Optional.empty();
  }

  /** The module's own version. */
  public String moduleVersion() {
    return linux.moduleVersion().orElse(DEFAULT_VERSION);
  }

  /** Whether the static kernel has stubs of the module (spec §3.7). */
  public boolean hasStub() {
    return loadable.filter(Loadable::stub).isPresent();
  }
}
