package dlkm.kernel;

import java.time.Duration;

/** What became of a loaded module that should give way to a newer image of itself. */
public sealed interface Replacement {

  /**
   * The new one serves.
   *
   * @param gap from the request to the old one to leave, to the new one having loaded
   */
  record Replaced(Duration gap) implements Replacement {}

  /** The old one stayed, untouched. */
  record Stayed(Outcome.Refused unload) implements Replacement {}

  /** The new one was refused, and the old one is loaded again. */
  record PutBack(Outcome.Refused load, Duration gap) implements Replacement {}

  /** The new one was refused, and then the old one too: none is loaded. */
  record Lost(Outcome.Refused load, Outcome.Refused again) implements Replacement {}
}
