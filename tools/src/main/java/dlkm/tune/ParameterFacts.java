package dlkm.tune;

import dlkm.compress.Compression;
import dlkm.host.Host;
import dlkm.image.ModuleImage;
import dlkm.image.ModuleParameter;
import dlkm.installedkernel.ModuleFiles;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The types and descriptions that modules give their parameters, from their files for the running
 * kernel. To read the files takes time; so it is done for detailed reports only.
 */
public final class ParameterFacts {

  private final Map<String, List<ModuleParameter>> parameters;

  private ParameterFacts(Map<String, List<ModuleParameter>> parameters) {
    this.parameters = parameters;
  }

  /** The facts of the parameters' modules; a module without a readable file has none. */
  public static ParameterFacts read(Host host, Collection<TunableStatus> statuses) {
    Set<String> modules =
        statuses.stream()
            .flatMap(status -> status.module().stream())
            .map(ModuleName::kernelForm)
            .collect(Collectors.toSet());
    return new ParameterFacts(ofModules(host, modules));
  }

  /** The parameters that a module's file has; empty where the running kernel has no such file. */
  static Optional<List<ModuleParameter>> ofImage(Host host, String module) {
    String kernelName = ModuleName.kernelForm(module);
    return Optional.ofNullable(ofModules(host, Set.of(kernelName)).get(kernelName));
  }

  private static Map<String, List<ModuleParameter>> ofModules(Host host, Set<String> modules) {
    Optional<String> release = RunningParameters.value(host.path("/proc/sys/kernel/osrelease"));
    Map<String, List<ModuleParameter>> parameters = new HashMap<>();
    if (release.isPresent() && !modules.isEmpty()) {
      ModuleFiles files = ModuleFiles.read(host, release.get(), modules);
      for (String module : modules) {
        files.file(module).ifPresent(file -> parameters.put(module, ofFile(file)));
      }
    }
    return parameters;
  }

  private static List<ModuleParameter> ofFile(Path file) {
    try {
      byte[] content = Compression.unpack(file.toString(), Files.readAllBytes(file));
      return ModuleImage.parse(file.toString(), content).parameters();
    } catch (IOException | ProblemException e) {
      return List.of();
    }
  }

  /** The facts of one; empty words where the module says nothing. */
  public ModuleParameter of(TunableStatus status) {
    String module = status.module().map(ModuleName::kernelForm).orElse("");
    return parameters.getOrDefault(module, List.of()).stream()
        .filter(parameter -> parameter.name().equals(status.name()))
        .findFirst()
        .orElse(new ModuleParameter(status.name(), "", ""));
  }
}
