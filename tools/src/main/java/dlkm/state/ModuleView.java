package dlkm.state;

import dlkm.declaration.ModuleState;
import dlkm.registry.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A module with its states (spec §9.3).
 *
 * @param alias the kernel's name of it, where that is another one
 * @param version of the registered image, else of the installed files
 * @param built when its image was built, in the form of ISO 8601
 * @param state in the running kernel; in a saved configuration, the state there
 * @param cause of that; absent where it isn't known any more
 * @param next at the next boot
 * @param capable the states that it can have; none of a module that isn't installed any more
 * @param depends {@code module NAME} or {@code interface NAME VERSION} each
 * @param image its registered image
 * @param note what else there is to say
 */
public record ModuleView(
    String module,
    Optional<String> alias,
    String description,
    String version,
    Optional<String> built,
    ModuleState state,
    Optional<String> cause,
    ModuleState next,
    Optional<String> nextCause,
    Set<ModuleState> capable,
    List<String> depends,
    Optional<Path> image,
    String note) {

  /** The cause of one that nobody planned otherwise than it was shipped. */
  static final String DEFAULT = "default";

  public ModuleView {
    capable = Set.copyOf(capable);
    depends = List.copyOf(depends);
  }

  /** An image of another version that was built and is not registered. */
  ModuleView built(Registration other, Path file) {
    return new ModuleView(
        module,
        alias,
        other.description(),
        other.version(),
        Optional.of(other.origin().built().toString()),
        ModuleState.UNUSED,
        Optional.empty(),
        ModuleState.UNUSED,
        Optional.empty(),
        capable,
        depends,
        Optional.of(file),
        "built, not registered");
  }

  /** Whether the next boot brings another state. */
  public boolean isPending() {
    return state != next;
  }

  /** Whether an administrator chose its state. */
  public boolean isChosen() {
    return nextCause.filter(why -> why.equals("explicit") || why.equals("best")).isPresent();
  }
}
