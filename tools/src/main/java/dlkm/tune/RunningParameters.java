package dlkm.tune;

import dlkm.declaration.TunableConstraints;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.modname.ModuleName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters that the running kernel shows, of every module (spec §4.3). */
final class RunningParameters {

  private static final String MODULES = "/sys/module";

  private RunningParameters() {}

  /** The file of a parameter. */
  static Path file(Host host, String module, String parameter) {
    return directory(host, module).resolve(parameter);
  }

  private static Path directory(Host host, String module) {
    return host.path(MODULES + "/" + ModuleName.kernelForm(module) + "/parameters");
  }

  /** The value; empty when the module isn't loaded, or doesn't let the value be read. */
  static Optional<String> value(Path file) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      // The kernel ends the value with a line feed; a blank before it is part of a text.
      return Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The names of the loaded modules, without those that are part of the kernel. */
  static List<String> loaded(Host host) {
    List<String> loaded = new ArrayList<>();
    for (String name : DirectoryNames.of(host.path(MODULES))) {
      if (Files.exists(host.path(MODULES + "/" + name + "/initstate"))) {
        loaded.add(name);
      }
    }
    return loaded;
  }

  /** Whether the running kernel shows the module: it is loaded, or part of the kernel. */
  static boolean isShown(Host host, String module) {
    return Files.isDirectory(host.path(MODULES + "/" + ModuleName.kernelForm(module)));
  }

  /** A parameter that a module's image has, and the running kernel doesn't show. */
  static TunableStatus notShown(String module, String name) {
    return of(ModuleName.kernelForm(module), name, Optional.empty(), Optional.empty(), false);
  }

  private static TunableStatus of(
      String kernelName,
      String name,
      Optional<String> version,
      Optional<String> value,
      boolean dynamic) {
    return new TunableStatus(
        name,
        Optional.empty(),
        TunableConstraints.NONE,
        Optional.of(kernelName),
        version,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        value,
        dynamic,
        Optional.empty());
  }

  /** The parameters of a module that is loaded or part of the kernel. */
  static List<TunableStatus> of(Host host, String module) {
    String kernelName = ModuleName.kernelForm(module);
    Optional<String> version = value(host.path(MODULES + "/" + kernelName + "/version"));
    List<TunableStatus> all = new ArrayList<>();
    for (String name : DirectoryNames.of(directory(host, module))) {
      Path file = file(host, module, name);
      all.add(of(kernelName, name, version, value(file), ChangeableAtRunTime.running(file)));
    }
    return all;
  }
}
