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
 */
public record Context(String tool, Host host, PrintStream out, PrintStream err) {

  /** Prints {@code tool: message} to the message stream. */
  public void say(String message) {
    err.println(tool + ": " + message);
  }

  /** This command as an operation sees it: its notices and steps go to the message stream. */
  Caller caller() {
    return new Caller(host, tool, Invoker.name(), this::say, this::say);
  }
}
