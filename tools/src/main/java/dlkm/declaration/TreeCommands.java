package dlkm.declaration;

import java.util.Optional;

/**
 * The commands of a native tree's own, for the shell, in its directory: {@code prepare-command} and
 * {@code make-command} of {@code $LINUX}.
 *
 * @param prepare before the modules are made: {@code ./configure}, generated headers
 * @param make instead of a call of the kernel's build system
 */
public record TreeCommands(Optional<String> prepare, Optional<String> make) {

  /** A tree that the kernel's build system alone builds. */
  public static final TreeCommands NONE = new TreeCommands(Optional.empty(), Optional.empty());

  /** Whether there is one. */
  public boolean exists() {
    return prepare.isPresent() || make.isPresent();
  }
}
