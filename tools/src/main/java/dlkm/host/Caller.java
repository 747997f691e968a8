package dlkm.host;

/**
 * On which machine, for whom, and through which tool an operation runs.
 *
 * @param tool the name of the front end, for the lock's holder and the history of generations
 * @param user the person, for the registry
 */
public record Caller(Host host, String tool, String user, Notices notices, Progress progress) {

  /** Says one message. */
  public void say(String message) {
    notices.say(message);
  }
}
