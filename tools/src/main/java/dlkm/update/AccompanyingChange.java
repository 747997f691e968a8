package dlkm.update;

import dlkm.funcset.Generation;
import dlkm.funcset.RegistrationChange;
import java.io.IOException;
import java.util.Set;

/** What changes together with the images of an {@link ModuleUpdate}: all of it, or nothing. */
public interface AccompanyingChange {

  /** Nothing else. */
  AccompanyingChange NOTHING =
      new AccompanyingChange() {
        @Override
        public boolean isEmpty() {
          return true;
        }

        @Override
        public void now(RegistrationChange change) {}

        @Override
        public void held(RegistrationChange change) {}

        @Override
        public String why(String update) {
          return update;
        }
      };

  /** Whether nothing else changes, so that without a candidate there is nothing to do. */
  boolean isEmpty();

  /** Adds to a change that takes effect at once. */
  void now(RegistrationChange change);

  /** Adds to a change that is held for the shutdown. */
  void held(RegistrationChange change);

  /** The registered modules that leave: nothing is checked against them. */
  default Set<String> leaving() {
    return Set.of();
  }

  /** Whether all that was held before is dropped. */
  default boolean dropsHeld() {
    return false;
  }

  /** The generation that is made current next. */
  default void announce(Generation next) throws IOException {}

  /** It is current. */
  default void commit() throws IOException {}

  /** It won't be. */
  default void abandon() {}

  /**
   * The reason of the change.
   *
   * @param update that of the update alone
   */
  String why(String update);
}
