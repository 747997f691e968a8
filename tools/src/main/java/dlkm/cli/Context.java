package dlkm.cli;

import dlkm.host.Host;
import java.io.PrintStream;

/**
 * What a command works with: the machine, and where its words go.
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
}
