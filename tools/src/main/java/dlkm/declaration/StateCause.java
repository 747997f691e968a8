package dlkm.declaration;

import java.util.Locale;
import java.util.Optional;

/**
 * Why a module is planned as it is (spec §9.3), the value of {@code $CAUSE} in its system file. A
 * file without one is as its developer shipped it.
 */
public enum StateCause {
  /** The administrator chose the state. */
  EXPLICIT,
  /** The administrator chose the developer's preferred state, and follows it. */
  BEST,
  /** A module that is used needs it. */
  DEPEND;

  /** The word in the file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<StateCause> of(String word) {
    for (StateCause cause : values()) {
      if (cause.word().equals(word)) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }
}
