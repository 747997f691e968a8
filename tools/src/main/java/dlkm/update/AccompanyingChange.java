package dlkm.update;

import dlkm.funcset.Generation;
import dlkm.funcset.RegistrationChange;
import dlkm.problem.PartlyDoneException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What changes together with the images of an {@link ModuleUpdate}: all of it, or nothing. */
public interface AccompanyingChange {

  /** Nothing else. */
  AccompanyingChange NOTHING = new AccompanyingChange() {};

  /** Whether nothing else changes, so that without a candidate there is nothing to do. */
  default boolean isEmpty() {
    return true;
  }

  /** What the running kernel does besides, if the change takes effect at once. */
  default RunningStates running() {
    return RunningStates.SAME;
  }

  /**
   * Whether registrations change, or what is held. Otherwise the running kernel follows what is
   * registered already, and there is no other generation.
   */
  default boolean registers() {
    return true;
  }

  /** Adds to a change that takes effect at once. */
  default void now(RegistrationChange change) {}

  /** Adds to a change that is held for the shutdown. */
  default void held(RegistrationChange change) {}

  /** The registered modules that leave: nothing is checked against them. */
  default Set<String> leaving() {
    return Set.of();
  }

  /** Whether all that was held before is dropped. */
  default boolean dropsHeld() {
    return false;
  }

  /** The earlier held generation of which it takes images: it stays until the change is made. */
  default Optional<Generation> source() {
    return Optional.empty();
  }

  /** The generation that is made current next. */
  default void announce(Generation next) throws IOException {}

  /** It is current. */
  default void commit() throws IOException {}

  /**
   * Makes it current, and does what follows.
   *
   * @throws PartlyDoneException when it is, and something else isn't done
   */
  default void commitAfter(Runnable current) {
    try {
      current.run();
    } catch (PartlyDoneException e) {
      PartlyDoneException.after(this::commit);
      throw e;
    } catch (RuntimeException e) {
      abandon();
      throw e;
    }
    PartlyDoneException.after(this::commit);
  }

  /** It won't be. */
  default void abandon() {}

  /**
   * The reason of the change.
   *
   * @param update that of the update alone
   */
  default String why(String update) {
    return update;
  }

  /** Whether a file, an absolute path of the machine, is replaced by one of the modules later. */
  default boolean replaces(Path file) {
    return false;
  }
}
