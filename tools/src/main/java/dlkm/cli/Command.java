package dlkm.cli;

import java.io.PrintStream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/**
 * One tool. It reads its command line, calls the packages below {@code cli}, prints, and returns an
 * exit status of {@link Exit}; it never ends the process.
 */
interface Command {

  /** The tool's own options; {@code --root}, {@code --help}, {@code --version} are added to all. */
  Options options();

  /** The forms of the command line, one a line, without the tool's name. */
  String synopsis();

  /** The purpose of the tool, in one line. */
  String summary();

  /** Whether parsing ends at the first operand, because that begins a command of its own. */
  default boolean stopAtOperand() {
    return false;
  }

  /**
   * Whether an option with a value may stand several times. Any other one is refused then; one
   * without a value says nothing new.
   */
  default boolean mayRepeat(String option) {
    return option.equals("M");
  }

  /** Whether the command itself says what is wrong with an empty path of an option. */
  default boolean mayBeEmpty(String option) {
    return false;
  }

  /**
   * Whether this command line may change something, so that it isn't undone by a failure to print.
   */
  default boolean changes(CommandLine line) {
    return true;
  }

  /** Whether it is about a machine: the others say what is the same everywhere. */
  default boolean hasMachine() {
    return true;
  }

  /** Whether it is a failure that what the tool prints can't be written. */
  default boolean needsOutput() {
    return true;
  }

  /** The text of {@code --version}. */
  default String version(String tool) {
    return tool + " (dlkm) " + Main.VERSION;
  }

  /** The arguments as the parser is to have them. */
  default String[] arguments(String... typed) {
    return typed;
  }

  /** Says that the command line is wrong, and returns the exit status. */
  default int wrongUsage(PrintStream err, String tool, String what) {
    Context.say(err, tool, what + ": see '" + tool + " --help'");
    return Exit.USAGE;
  }

  /**
   * Runs the command.
   *
   * @throws UsageException for a command line that makes no sense
   * @throws dlkm.problem.ProblemException for what can't be done
   */
  int run(Context context, CommandLine line);
}
