package dlkm.cli;

import dlkm.host.Notices;
import dlkm.install.Installation;
import dlkm.install.Removal;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.StateChange;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kminstall}: adds, updates and deletes the component files of a module (spec §4.1). */
final class KminstallCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(Option.builder("a").desc("add a module that is not there yet").get())
        .addOption(Option.builder("u").desc("update one, keeping what was planned for it").get())
        .addOption(Option.builder("d").desc("delete one").get())
        .addOption(Option.builder("s").desc("no warnings").get())
        .addOption(
            Option.builder("C")
                .hasArg()
                .argName("DIR")
                .desc("the component files are in DIR, not here")
                .get());
  }

  @Override
  public String synopsis() {
    return """
    -a|-u [-s] [-C DIR] MODULE
    -d [-s] MODULE\
    """;
  }

  @Override
  public String summary() {
    return "add, update or delete the component files of a module";
  }

  @Override
  public int run(Context context, CommandLine line) {
    int verbs = count(line, "a") + count(line, "u") + count(line, "d");
    if (verbs != 1) {
      throw new UsageException("say one of -a, -u and -d");
    }
    if (line.getArgList().size() != 1) {
      throw new UsageException("name one module");
    }
    String module = line.getArgList().getFirst();
    if (!ModuleName.isValid(module)) {
      throw new ProblemException(module, "no name for a module", ModuleName.RULE);
    }
    Notices warn = line.hasOption("s") ? _ -> {} : text -> context.say("warning: " + text);
    return StateChange.run(
        context.caller(),
        () -> {
          if (line.hasOption("d")) {
            new Removal(context.caller(), module, warn).run();
          } else {
            install(context, line, module, warn);
          }
          return Exit.DONE;
        });
  }

  private static int count(CommandLine line, String option) {
    return line.hasOption(option) ? 1 : 0;
  }

  private static void install(Context context, CommandLine line, String module, Notices warn)
      throws java.io.IOException {
    Path directory = Path.of(line.getOptionValue("C", ""));
    if (!Files.isDirectory(directory)) {
      throw new ProblemException(directory.toString(), "is no directory", "name one with -C");
    }
    Installation installation = new Installation(context.host(), module);
    if (line.hasOption("a")) {
      installation.add(directory);
      return;
    }
    for (Problem dropped : installation.update(directory)) {
      warn.say(dropped.toString());
    }
  }
}
