package dlkm.declaration;

import java.util.List;
import java.util.Optional;

/**
 * The commands of a native tree's own, for the shell, in its directory: {@code prepare-command} and
 * {@code make-command} of {@code $LINUX}; its patches, and the environment of its build.
 *
 * @param prepare before the modules are made: {@code ./configure}, generated headers
 * @param make instead of a call of the kernel's build system
 * @param patches applied before both, in their order
 * @param environment {@code NAME=VALUE} each, for the commands and for the kernel's build system
 */
public record TreeCommands(
    Optional<String> prepare,
    Optional<String> make,
    List<TreePatch> patches,
    List<String> environment) {

  /** A tree that the kernel's build system alone builds. */
  public static final TreeCommands NONE =
      new TreeCommands(Optional.empty(), Optional.empty(), List.of(), List.of());

  public TreeCommands {
    patches = List.copyOf(patches);
    environment = List.copyOf(environment);
  }

  /** Whether there is a command. */
  public boolean exists() {
    return prepare.isPresent() || make.isPresent() || !patches.isEmpty();
  }

  /** The commands for one kernel: its patches are a part of the preparation. */
  public TreeCommands forKernel(String release) {
    List<String> patching =
        patches.stream().filter(patch -> patch.isFor(release)).map(TreePatch::command).toList();
    if (patching.isEmpty()) {
      return new TreeCommands(prepare, make, List.of(), environment);
    }
    String all = String.join(" && ", patching);
    String whole = prepare.map(command -> all + " || exit; " + command).orElse(all);
    return new TreeCommands(Optional.of(whole), make, List.of(), environment);
  }
}
