package dlkm.cli;

import dlkm.dkms.Dkms;
import dlkm.dkms.DkmsException;
import dlkm.dkms.DkmsOutput;
import dlkm.dkms.Framework;
import dlkm.dkms.PackageStatus;
import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.Notices;
import dlkm.problem.IoFailure;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code dkms}: DKMS's command line, texts and exit statuses on our operations. */
final class DkmsCommand implements Command {

  private static final int UNKNOWN_OPTION = 2;

  /** As DKMS has it: of some options all count, of the others the last. */
  @Override
  public boolean mayRepeat(String option) {
    return true;
  }

  /** DKMS has words of its own for that. */
  @Override
  public boolean mayBeEmpty(String option) {
    return option.equals("archive");
  }

  @Override
  public Options options() {
    return DkmsArguments.options();
  }

  @Override
  public String[] arguments(String... typed) {
    return DkmsArguments.spelled(typed);
  }

  @Override
  public String synopsis() {
    return """
    ACTION [PACKAGE/VERSION] [-k RELEASE[/ARCH]]... [OPTION ...]
    add DIRECTORY | FILE.dkms.tar.gz
    status [--json]\
    """;
  }

  @Override
  public String summary() {
    return "build and register DKMS packages: " + String.join(", ", Dkms.actions());
  }

  @Override
  public String version(String tool) {
    return Dkms.machinesDialect().version();
  }

  @Override
  public int wrongUsage(PrintStream err, String tool, String what) {
    err.println("Error!  " + what.replace("Unrecognized option:", "Unknown option:"));
    err.println("Usage: " + tool + " [action] [options]: see '" + tool + " --help'");
    return UNKNOWN_OPTION;
  }

  @Override
  public boolean changes(CommandLine line) {
    return false;
  }

  /** Its exit statuses are DKMS's: scripts take 2 for a missing directory or archive. */
  @Override
  public boolean needsOutput() {
    return false;
  }

  @Override
  public int run(Context context, CommandLine line) {
    boolean quiet = line.hasOption("q");
    PrintStream out = quiet ? nowhere() : context.out();
    PrintStream err = quiet ? nowhere() : context.err();
    Host host = host(context.host(), line);
    Framework framework;
    DkmsOutput output;
    try {
      framework = Framework.read(host, System.getProperty("os.version"), err::println);
      output = new DkmsOutput(text -> print(out, text), err::println, framework.dialect());
    } catch (DkmsException e) {
      e.lines().forEach(err::println);
      return e.status();
    } catch (ProblemException e) {
      e.problems().forEach(problem -> err.println("Error! " + problem));
      return 1;
    } catch (UncheckedIOException e) {
      err.println("Error! " + IoFailure.words(e.getCause()));
      return 1;
    }
    try {
      Dkms.requireDistribution(host, output.dialect());
      if (line.hasOption("V")) {
        out.println(output.dialect().version());
        return Exit.DONE;
      }
      if (line.hasOption("h")) {
        return usage(out, output);
      }
      return run(context, line, out, output, framework);
    } catch (DkmsException e) {
      e.tell(output);
      return e.status();
    } catch (ProblemException e) {
      output.error(e.problems().stream().map(Problem::toString).toArray(String[]::new));
      return 1;
    } catch (UncheckedIOException e) {
      output.error(IoFailure.words(e.getCause()));
      return 1;
    }
  }

  private static void print(PrintStream out, String text) {
    out.print(text);
    out.flush();
  }

  private static int run(
      Context context, CommandLine line, PrintStream out, DkmsOutput output, Framework framework) {
    DkmsArguments arguments = DkmsArguments.read(line, output);
    Dkms dkms =
        new Dkms(
            caller(context, line, output),
            arguments.request(),
            framework,
            arguments.tree(framework),
            output,
            arguments.template());
    switch (arguments.action()) {
      case "" -> {
        output.error("Unknown action specified: \"\"");
        return usage(out, output);
      }
      case "status" -> status(dkms.status(), line.hasOption("json"), out, output);
      default -> dkms.run(arguments.action());
    }
    return Exit.DONE;
  }

  /** As with DKMS, the status is that of success, also where the action is missing. */
  private static int usage(PrintStream out, DkmsOutput output) {
    out.println("Usage: dkms [action] [options]");
    out.println("  [action]  = " + String.join(" | ", output.dialect().actions()));
    return Exit.DONE;
  }

  private static void status(
      List<PackageStatus> rows, boolean json, PrintStream out, DkmsOutput output) {
    if (json) {
      DkmsJson.print(out, rows);
      return;
    }
    for (PackageStatus row : rows) {
      print(out, row + "\n");
      if (row.isBroken()) {
        output.error(
            row.version()
                + ": Missing the module source directory or the symbolic link pointing to it.",
            "Manual intervention is required!");
      }
    }
  }

  /** The engine's steps are of interest only to who asks for them. */
  private static Caller caller(Context context, CommandLine line, DkmsOutput output) {
    return new Caller(
        host(context.host(), line),
        context.tool(),
        Invoker.name(),
        notices(context.tool(), output),
        step -> {
          if (line.hasOption("verbose")) {
            output.raw().say(step + "\n");
          }
        },
        Invoker.invocation(context.command(), context.comment()));
  }

  /** DKMS has no status for what is partly done: it is said. */
  private static Notices notices(String tool, DkmsOutput output) {
    return new Notices() {
      @Override
      public void say(String message) {
        output.err().say(tool + ": " + message);
      }

      @Override
      public void unfinished() {
        say("a step of an earlier change: is still not done: the next change tries it again");
      }
    };
  }

  /** The machine, with other headers where the command line names some. */
  private static Host host(Host host, CommandLine line) {
    String headers = line.getOptionValue("kernelsourcedir", "");
    return headers.isEmpty()
        ? host
        : new Host(host.root(), host.home(), Optional.of(Path.of(headers)));
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
