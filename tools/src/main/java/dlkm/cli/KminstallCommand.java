package dlkm.cli;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.dkms.OwnedModules;
import dlkm.host.Notices;
import dlkm.install.Installation;
import dlkm.install.Removal;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.UnderStateLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kminstall}: adds, updates and deletes the component files of a module (spec §4.1). */
final class KminstallCommand implements Command {

  @Override
  public Options options() {
    return new Options()
        .addOption(Option.builder("a").desc("add a new module").get())
        .addOption(Option.builder("u").desc("update an installed module; keep its plan").get())
        .addOption(Option.builder("d").desc("delete a module").get())
        .addOption(Option.builder("s").desc("print no warnings").get())
        .addOption(
            Option.builder("C")
                .hasArg()
                .argName("DIR")
                .desc("take the component files from DIR")
                .get());
  }

  @Override
  public String synopsis() {
    return """
    -a|-u [-s] [-C DIR] MODULE|FAMILY
    -d [-s] MODULE|FAMILY\
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
      throw new UsageException("expected one of -a, -u, -d");
    }
    if (line.getArgList().size() != 1) {
      throw new UsageException("name one module or family");
    }
    String module = Arguments.moduleName(line.getArgList().getFirst());
    String meant = line.hasOption("a") ? module : InstalledModule.named(context.host(), module);
    Notices warn = line.hasOption("s") ? _ -> {} : text -> context.say("warning: " + text);
    return UnderStateLock.run(
        context.caller(),
        () -> {
          if (line.hasOption("d")) {
            OwnedModules.requireNone(
                context.caller(), Families.expand(context.host(), List.of(meant)));
            new Removal(context.caller(), meant, warn).run();
          } else {
            install(context, line, meant, warn);
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
      throw new ProblemException(
          directory.toAbsolutePath().toString(), "is not a directory", "name one with -C");
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
