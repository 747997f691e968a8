package dlkm.cli;

import dlkm.declaration.SettingsFile;
import dlkm.funcset.FunctionSet;
import dlkm.installedkernel.InstalledKernel;
import dlkm.saved.Configuration;
import dlkm.saved.ConfigurationLoad;
import dlkm.saved.Configurations;
import dlkm.saved.Transfer;
import dlkm.state.SettingsImport;
import dlkm.state.SettingsText;
import dlkm.update.UnderStateLock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;

/** {@code kconfig -e} and {@code -i}: archives, and text system files (spec §9.5). */
final class KconfigTransfer {

  private KconfigTransfer() {}

  private static List<String> operands(CommandLine line, String operation) {
    List<String> operands = line.getArgList();
    if (operands.isEmpty() || operands.size() > 2) {
      throw new UsageException(operation + " needs [NAME] FILE");
    }
    return operands;
  }

  /** The name of {@code [NAME] FILE}. */
  private static Optional<String> name(List<String> operands) {
    return operands.size() == 2 ? Optional.of(operands.getFirst()) : Optional.empty();
  }

  static int export(Context context, CommandLine line, FunctionSet set) throws IOException {
    List<String> operands = operands(line, "-e");
    byte[] exported =
        line.hasOption("text")
            ? text(set, name(operands)).getBytes(StandardCharsets.UTF_8)
            : new Transfer(set).export(context.caller(), name(operands));
    String file = operands.getLast();
    if (OutputFile.isStandardOutput(file)) {
      OutputStream raw = VisibleStream.raw(context.out());
      raw.write(exported);
      raw.flush();
    } else {
      OutputFile.write(Path.of(file), exported);
    }
    return Exit.DONE;
  }

  private static String text(FunctionSet set, Optional<String> name) throws IOException {
    Optional<Configuration> saved =
        name.isPresent() ? Optional.of(new Configurations(set).find(name.get())) : Optional.empty();
    return SettingsText.of(set, saved);
  }

  /** A text without a name becomes the running configuration, all else a saved one. */
  static int importFrom(Context context, CommandLine line, InstalledKernel kernel, FunctionSet set)
      throws IOException {
    List<String> operands = operands(line, "-i");
    Path file = Path.of(operands.getLast());
    Optional<SettingsFile> settings = SettingsImport.read(file);
    if (settings.isPresent() && operands.size() == 1) {
      return bringIn(context, line, kernel, settings.get());
    }
    for (String option : List.of("h", "b", "B", "K")) {
      if (line.hasOption(option)) {
        throw new UsageException("-" + option + " with -i needs a text system file, and no NAME");
      }
    }
    boolean sameVersions = line.hasOption("V");
    String imported =
        UnderStateLock.run(
            context.caller(),
            () ->
                settings.isPresent()
                    ? new SettingsImport(kernel, context.caller(), settings.get(), sameVersions)
                        .save(operands.getFirst())
                    : new Transfer(set)
                        .importFrom(context.caller(), file, name(operands), sameVersions));
    context.out().println(imported + ": imported");
    return Exit.DONE;
  }

  private static int bringIn(
      Context context, CommandLine line, InstalledKernel kernel, SettingsFile settings) {
    boolean hold = line.hasOption("h");
    ConfigurationLoad.Result result =
        new SettingsImport(kernel, context.caller(), settings, line.hasOption("V"))
            .run(hold, KcOptions.backup(line));
    return KconfigCommand.print(context, kernel, settings.path(), "imported", result, hold);
  }
}
