package dlkm.cli;

import dlkm.host.Caller;
import dlkm.host.Host;
import java.io.PrintStream;

/**
 * The machine that a command works on, and its two streams.
 *
 * @param tool the name that the command was called by
 * @param out results
 * @param err messages and progress
 * @param command the command line, for the change log
 * @param comment why, in the user's words; may be empty
 */
public record Context(
    String tool, Host host, PrintStream out, PrintStream err, String command, String comment) {

  /** Prints {@code tool: message} to the message stream. */
  public void say(String message) {
    err.println(tool + ": " + message);
  }

  /** The same with another comment. */
  Context commented(String other) {
    return new Context(tool, host, out, err, command, other);
  }

  /** This command as an operation sees it: its notices and steps go to the message stream. */
  Caller caller() {
    return new Caller(
        host, tool, Invoker.name(), this::say, this::say, Invoker.invocation(command, comment));
  }
}
