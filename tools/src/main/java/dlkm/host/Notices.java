package dlkm.host;

/** Receives the messages of an operation besides its result. */
@FunctionalInterface
public interface Notices {

  /** Receives one message, {@code thing: what is wrong: what to do}, without the tool's name. */
  void say(String message);

  /** Hears that a step of an earlier change is still not done, so the command is partly done. */
  default void unfinished() {}
}
