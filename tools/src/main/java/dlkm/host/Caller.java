package dlkm.host;

/**
 * On which machine, for whom, and through which tool an operation runs.
 *
 * @param tool the name of the front end, for the lock's holder and the history of generations
 * @param user the person, for the registry
 * @param invocation the whole command, for the change log
 */
public record Caller(
    Host host,
    String tool,
    String user,
    Notices notices,
    Progress progress,
    Invocation invocation) {

  /** A caller whose command line doesn't matter. */
  public Caller(Host host, String tool, String user, Notices notices, Progress progress) {
    this(host, tool, user, notices, progress, Invocation.of(tool, user));
  }

  /** The same caller, whose steps go elsewhere. */
  public Caller withProgress(Progress other) {
    return new Caller(host, tool, user, notices, other, invocation);
  }

  /** The same caller, who hears less. */
  public Caller withNotices(Notices other) {
    return new Caller(host, tool, user, other, progress, invocation);
  }

  /** Says one message. */
  public void say(String message) {
    notices.say(message);
  }
}
