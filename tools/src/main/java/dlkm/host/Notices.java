package dlkm.host;

/** Where an operation says what a person should know besides its result: one line at a time. */
@FunctionalInterface
public interface Notices {

  /** Says one message, {@code thing: what: what to do}, without the tool's name. */
  void say(String message);
}
