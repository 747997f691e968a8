package dlkm.host;

import java.util.ArrayList;
import java.util.List;

/** Receives the messages of an operation besides its result. */
@FunctionalInterface
public interface Notices {

  /** Receives one message, {@code thing: what is wrong: what to do}, without the tool's name. */
  void say(String message);

  /** Hears that a step of an earlier change is still not done, so the command is partly done. */
  default void unfinished() {}

  /**
   * The same for one whose messages are told otherwise, or seen to: they are said only where
   * something stays unfinished.
   */
  default Notices quiet() {
    Notices loud = this;
    return new Notices() {
      private final List<String> kept = new ArrayList<>();

      @Override
      public void say(String message) {
        kept.add(message);
      }

      @Override
      public void unfinished() {
        kept.forEach(loud::say);
        loud.unfinished();
      }
    };
  }
}
