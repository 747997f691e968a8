package dlkm.kernel;

import dlkm.image.BuildId;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A module in the running kernel. What {@code /proc/modules} says of it is in the record; what
 * {@code /sys/module} says is read when it is asked for, so that a listing of hundreds stays fast.
 *
 * @param size the memory that it has, in bytes
 * @param references how often it is held, by dependents and by users together
 * @param dependents the loaded modules that need it
 * @param address where it is in memory; zero for whoever may not know
 * @param taint the letters by which it taints the kernel, such as {@code OE}
 * @param permanent whether the kernel would refuse to unload it whatever happens; a module of the
 *     DLKM interface is that until it agrees to go
 * @param sysfs its directory in {@code /sys/module}
 */
public record LoadedModule(
    String name,
    long size,
    int references,
    List<String> dependents,
    LoadState state,
    String address,
    String taint,
    boolean permanent,
    File sysfs) {

  public LoadedModule {
    dependents = List.copyOf(dependents);
  }

  /** The same, needed by more modules than the kernel knows of; they keep it as the others do. */
  public LoadedModule neededBy(Collection<String> more) {
    SortedSet<String> all = new TreeSet<>(dependents);
    all.addAll(more);
    int added = all.size() - dependents.size();
    return new LoadedModule(
        name, size, references + added, List.copyOf(all), state, address, taint, permanent, sysfs);
  }

  /** How many users hold it that are no modules: open devices, pushes, sockets. */
  public int holdCount() {
    return Math.max(0, references - dependents.size());
  }

  /** The build id of the code that is loaded. */
  public Optional<String> buildId() {
    try {
      return BuildId.ofNotes(Files.readAllBytes(path("notes/.note.gnu.build-id")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The kernel build's hash of the sources, where it was built with one. */
  public Optional<String> srcversion() {
    return text("srcversion");
  }

  public Optional<String> version() {
    return text("version");
  }

  /** What a wrapped module says of itself, in its {@code mod_type_data}. */
  public Optional<String> info() {
    return text("parameters/dlkm_info").map(lines -> lines.replace("\n", "; "));
  }

  /** The flags in a wrapped driver's {@code drv_info_t}, by name, with blanks between. */
  public Optional<String> driverFlags() {
    return text("parameters/dlkm_flags");
  }

  /** Whether it speaks the DLKM interface, so that it may refuse an unload. */
  public boolean wrapped() {
    return Files.exists(unloadSwitch());
  }

  /** Where a wrapped module takes the request to unload (1) or to load again (0). */
  Path unloadSwitch() {
    return path("parameters/dlkm_unload");
  }

  /** The address of one of its sections, such as {@code .bss}; only root may know. */
  public Optional<String> section(String section) {
    return text("sections/" + section);
  }

  /** Whether drivers of a bus are in it. */
  public boolean hasBusDrivers() {
    // By way of a File, which costs less to make than a Path: a listing asks for all modules.
    return new File(sysfs, "drivers").isDirectory();
  }

  private Path path(String file) {
    return sysfs.toPath().resolve(file);
  }

  private Optional<String> text(String file) {
    try {
      byte[] content = Files.readAllBytes(path(file));
      String text = new String(content, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
