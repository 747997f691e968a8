package dlkm.cli;

import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.Notices;
import dlkm.problem.Visible;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The machine that a command works on, and its two streams.
 *
 * @param tool the name that the command was called by
 * @param out results
 * @param err messages and progress
 * @param command the command line, for the change log
 * @param comment why, in the user's words; may be empty
 * @param unfinished whether a step of an earlier change is still not done
 */
record Context(
    String tool,
    Host host,
    PrintStream out,
    PrintStream err,
    String command,
    String comment,
    AtomicBoolean unfinished) {

  /** Prints {@code tool: message} to the message stream. */
  public void say(String message) {
    say(err, tool, message);
  }

  /** The same where there is no context: one line, whatever a file or an argument brought in. */
  static void say(PrintStream err, String tool, String message) {
    err.println(tool + ": " + Visible.line(message));
  }

  /** The same with another comment. */
  Context commented(String other) {
    return new Context(tool, host, out, err, command, other, unfinished);
  }

  /** The same whose messages are part of the results. */
  Context withMessagesInOutput() {
    return new Context(tool, host, out, out, command, comment, unfinished);
  }

  /** This command as an operation sees it: its notices and steps go to the message stream. */
  Caller caller() {
    Notices notices =
        new Notices() {
          @Override
          public void say(String message) {
            Context.this.say(message);
          }

          @Override
          public void unfinished() {
            unfinished.set(true);
          }
        };
    return new Caller(
        host, tool, Invoker.name(), notices, this::say, Invoker.invocation(command, comment));
  }
}
