package dlkm.cli;

import dlkm.host.Host;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The entry point. The launcher passes the name it was called by as the first argument; for {@code
 * dlkm}, the next argument names the tool.
 */
public final class Main {

  /** The version of the tools; the test of versions holds the packages to it. */
  public static final String VERSION = "1.0.0";

  private Main() {}

  public static void main(String[] args) {
    Output output = new Output(FileDescriptor.out);
    PrintStream out = stream(output, false);
    PrintStream err = stream(new Output(FileDescriptor.err), true);
    int status = run(out, err, args);
    out.flush();
    if (output.lost().isPresent()) {
      Context.say(err, args[0], "standard output: " + output.lost().get());
      status = status == Exit.DONE && needsOutput(args) ? Exit.FAILED : status;
    }
    err.flush();
    if (status != Exit.DONE) {
      // Not System.exit: that asks the logging system first, 5 to 10 ms.
      Runtime.getRuntime().halt(status);
    }
  }

  private static boolean needsOutput(String... args) {
    String name = args[0].equals("dlkm") && args.length > 1 ? args[1] : args[0];
    return Commands.find(name).map(Command::needsOutput).orElse(true);
  }

  private static PrintStream stream(Output to, boolean flushed) {
    return new VisibleStream(new BufferedOutputStream(to, 8192), flushed);
  }

  /** Runs a tool; never ends the process. */
  public static int run(PrintStream out, PrintStream err, String... args) {
    if (args.length == 0) {
      throw new IllegalArgumentException("the launcher passes the tool's name");
    }
    if (args[0].equals("dlkm")) {
      return dlkm(out, err, Arrays.copyOfRange(args, 1, args.length));
    }
    Optional<Command> command = Commands.find(args[0]);
    if (command.isEmpty()) {
      Context.say(err, "dlkm", args[0] + ": no such command: 'dlkm --help' lists them");
      return Exit.USAGE;
    }
    return run(out, err, args[0], command.get(), Arrays.copyOfRange(args, 1, args.length));
  }

  private static int dlkm(PrintStream out, PrintStream err, String... args) {
    Optional<Command> own = args.length == 0 ? Optional.empty() : Commands.ofDlkm(args[0]);
    if (own.isPresent()) {
      String[] rest = Arrays.copyOfRange(args, 1, args.length);
      return run(out, err, "dlkm " + args[0], own.get(), rest);
    }
    if (args.length > 0 && !args[0].startsWith("-")) {
      return run(out, err, args);
    }
    int command = firstOperand(args);
    if (command < args.length) {
      return dlkm(out, err, commandFirst(command, args));
    }
    if (args.length > 0 && args[0].equals("--version")) {
      out.println("dlkm " + VERSION);
      return Exit.DONE;
    }
    if (args.length > 0 && args[0].equals("--help")) {
      list(out);
      return Exit.DONE;
    }
    return run(out, err, "dlkm", new OverviewCommand(), args);
  }

  /** The place of the first word that is no option and no option's value; the end without one. */
  private static int firstOperand(String... args) {
    int at = 0;
    while (at < args.length && args[at].startsWith("-")) {
      at += hasValue(args[at]) ? 2 : 1;
    }
    return Math.min(at, args.length);
  }

  private static boolean hasValue(String word) {
    Option option = common(new Options()).getOption(word);
    return option != null && option.hasArg();
  }

  /** {@code --root DIR COMMAND} is {@code COMMAND --root DIR}. */
  private static String[] commandFirst(int command, String... args) {
    List<String> words = new ArrayList<>(List.of(args));
    words.addFirst(words.remove(command));
    return words.toArray(String[]::new);
  }

  private static void list(PrintStream to) {
    to.println("usage: dlkm COMMAND [ARGUMENT ...]");
    to.println("       dlkm [--json] [--root DIR]   shows how this machine stands");
    to.println();
    for (String name : Commands.NAMES) {
      to.println("  " + name + " ".repeat(12 - name.length()) + summary(name));
    }
    for (String name : Commands.OF_DLKM) {
      String summary = Commands.ofDlkm(name).orElseThrow().summary();
      to.println("  " + name + " ".repeat(12 - name.length()) + summary);
    }
  }

  private static String summary(String name) {
    return Commands.find(name).orElseThrow().summary();
  }

  private static int run(
      PrintStream out, PrintStream err, String tool, Command command, String... args) {
    Options options = common(command.options());
    try {
      ArgumentBytes.requireText(args);
      CommandLine line = parse(command, options, command.arguments(args));
      if (line.hasOption("help")) {
        Help.print(out, tool, command, options);
        return Exit.DONE;
      }
      if (line.hasOption("version")) {
        out.println(command.version(tool));
        return Exit.DONE;
      }
      Arguments.notRepeated(command, line);
      Arguments.notEmpty(command, line);
      String whole = CommandWords.joined(tool, args);
      var unfinished = new AtomicBoolean();
      var context =
          new Context(tool, host(command, line), out, err, whole, comment(line), unfinished);
      int status = command.run(context, line);
      boolean unsaid = status == Exit.DONE && command.changes(line) && out.checkError();
      return unsaid || status == Exit.DONE && unfinished.get() ? Exit.PARTLY : status;
    } catch (ParseException | UsageException e) {
      return command.wrongUsage(err, tool, e.getMessage());
    } catch (ProblemException e) {
      for (Problem problem : e.problems()) {
        Context.say(err, tool, problem.toString());
      }
      return Exit.FAILED;
    } catch (PartlyDoneException e) {
      for (Problem problem : e.problems()) {
        Context.say(err, tool, problem.toString());
      }
      return Exit.PARTLY;
    } catch (RuntimeException | Error e) {
      return ToolFault.report(err, tool, e);
    }
  }

  private static CommandLine parse(Command command, Options options, String... args)
      throws ParseException {
    CommandLine line =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .get()
            .parse(options, args, command.stopAtOperand());
    int first = args.length - line.getArgList().size();
    boolean separated = first > 0 && args[first - 1].equals("--");
    if (command.stopAtOperand() && first < args.length && !separated) {
      // The parser takes an option that it doesn't know for the first word of the command.
      if (args[first].startsWith("-")) {
        throw new UsageException("Unrecognized option: " + args[first]);
      }
    }
    return line;
  }

  /** A tool's own options and those that all have. */
  static Options common(Options options) {
    options.addOption(
        Option.builder()
            .longOpt("root")
            .hasArg()
            .argName("DIR")
            .desc("work on the system whose root directory is DIR")
            .get());
    options.addOption(
        Option.builder()
            .longOpt("comment")
            .hasArg()
            .argName("TEXT")
            .desc("why, for the change log: kclog(8)")
            .get());
    options.addOption(Option.builder().longOpt("help").desc("print this text and exit").get());
    options.addOption(Option.builder().longOpt("version").desc("print the version and exit").get());
    return options;
  }

  /** Whether an option is one that all tools have. */
  static boolean isCommon(String option) {
    return common(new Options()).hasOption(option);
  }

  private static String comment(CommandLine line) {
    return line.getOptionValue("comment", System.getenv().getOrDefault("DLKM_COMMENT", ""));
  }

  private static Host host(Command command, CommandLine line) {
    String root = command.hasMachine() ? line.getOptionValue("root") : "/";
    if (root == null) {
      root = System.getenv().getOrDefault("DLKM_ROOT", "");
      root = root.isEmpty() ? "/" : root;
    }
    if (!Files.isDirectory(Path.of(root))) {
      throw new ProblemException(root, "is not a directory", "name an existing one with --root");
    }
    String headers = System.getenv().getOrDefault("DLKM_HEADERS", "");
    return new Host(
        Path.of(root),
        Path.of(System.getProperty("dlkm.home", ".")),
        headers.isEmpty() ? Optional.empty() : Optional.of(Path.of(headers)));
  }
}
