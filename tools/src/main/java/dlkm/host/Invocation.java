package dlkm.host;

/**
 * The command that a person started, for the change log (spec §9.6).
 *
 * @param user the person who logged in, also behind {@code sudo} and {@code su}
 * @param uid the user that the command runs as
 * @param command the command line
 * @param comment why, in the person's words; empty where he gave none
 */
public record Invocation(String user, String uid, String command, String comment) {

  /** A command of which only the tool and its user are known. */
  public static Invocation of(String tool, String user) {
    return new Invocation(user, "", tool, "");
  }
}
