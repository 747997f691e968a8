package dlkm.cli;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.GenerationFile;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.saved.Configuration;
import dlkm.saved.Configurations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code kcpath}: the paths of a kernel and of its configurations (spec §9.2). */
final class KcpathCommand implements Command {

  @Override
  public Options options() {
    Options options =
        new Options()
            .addOption(Arguments.flag("x", "the kernel's main file alone"))
            .addOption(Arguments.flag("d", "the directory of the registered modules alone"))
            .addOption(Arguments.flag("r", "the registry alone"))
            .addOption(Arguments.flag("s", "the HP-UX system file alone"))
            .addOption(KcOptions.value("c", "CONFIG", "of this saved configuration"));
    KcOptions.addOutput(options);
    return options;
  }

  @Override
  public String synopsis() {
    return "[-x | -d | -r | -s | -P FIELDS | --json] [-c CONFIG] [--kernel RELEASE]";
  }

  @Override
  public String summary() {
    return "print the paths of a kernel and of its configurations";
  }

  @Override
  public boolean changes(CommandLine line) {
    return false;
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.exclusive(line, "x", "d", "r", "s", "P", "json");
    Arguments.noOperands(line);
    Map<String, String> paths = new LinkedHashMap<>();
    try {
      read(context, line).forEach((name, path) -> paths.put(name, path.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> alone =
        Map.of("x", "kernel", "d", "modules", "r", "registry", "s", "system");
    for (var option : alone.entrySet()) {
      if (line.hasOption(option.getKey())) {
        context.out().println(paths.getOrDefault(option.getValue(), ""));
        return paths.containsKey(option.getValue()) ? Exit.DONE : Exit.FAILED;
      }
    }
    if (line.hasOption("P")) {
      Fields.print(
          context.out(),
          line.getOptionValue("P"),
          List.of("kernel", "directory", "modules", "registry", "system"),
          List.of(paths));
    } else if (line.hasOption("json")) {
      Json.print(
          context.out(),
          json -> {
            for (var path : paths.entrySet()) {
              json.name(path.getKey()).value(path.getValue());
            }
          });
    } else {
      table(paths).print(context.out());
    }
    return Exit.DONE;
  }

  private static Table table(Map<String, String> paths) {
    Table table = new Table("Kernel", paths.get("kernel"));
    paths.forEach(
        (name, path) -> {
          if (!name.equals("kernel")) {
            table.row(Character.toUpperCase(name.charAt(0)) + name.substring(1), path);
          }
        });
    return table;
  }

  /** Where each thing is; without a registration there is neither a registry nor a directory. */
  private static Map<String, Path> read(Context context, CommandLine line) throws IOException {
    InstalledKernel kernel = KcOptions.kernel(context, line);
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    Optional<Configuration> saved = KcOptions.saved(set, line);
    Optional<Generation> generation = set.current();
    if (saved.isPresent()) {
      generation = Optional.of(new Configurations(set).generation(saved.get()));
    }
    Map<String, Path> paths = new LinkedHashMap<>();
    paths.put("kernel", kernel.image());
    paths.put("directory", set.directory());
    generation.ifPresent(
        found -> {
          paths.put("modules", GenerationFile.IMAGES.in(found.directory()));
          paths.put("registry", GenerationFile.REGISTRY.in(found.directory()));
        });
    paths.put("system", context.host().path(Layout.SYSTEM));
    return paths;
  }
}
