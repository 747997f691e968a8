package dlkm.declaration;

import java.util.Locale;
import java.util.Optional;

/** The state of a module, in the running kernel or at the next boot (spec §9.3). */
public enum ModuleState {
  /** Installed, and not used. */
  UNUSED,
  /** Part of the kernel. */
  STATIC,
  /** Loaded now; at the next boot, loaded in one of its phases. */
  LOADED,
  /** Loaded at its first use, which has not been. */
  AUTO;

  /** The word of the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state of a word. */
  public static Optional<ModuleState> of(String word) {
    for (ModuleState state : values()) {
      if (state.word().equals(word)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
