package dlkm.check;

import dlkm.installedkernel.ModuleFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Modules that a module depends on: they have to be installed, be accepted themselves, and not form
 * a cycle, or the kernel finds the symbols of none.
 */
final class DependencyCheck {

  private final TargetKernel kernel;
  private final Map<String, Path> others;
  private final Function<Path, ModuleChecker.Result> look;
  private final Map<String, ModuleChecker.Result> byName = new HashMap<>();
  private final IdentityHashMap<ModuleChecker.Result, Boolean> sound = new IdentityHashMap<>();

  /**
   * The dependencies of a kernel's modules.
   *
   * @param others the files of modules that aren't installed, by name
   * @param look checks one more file
   */
  DependencyCheck(
      TargetKernel kernel, Map<String, Path> others, Function<Path, ModuleChecker.Result> look) {
    this.kernel = kernel;
    this.others = others;
    this.look = look;
  }

  /** Adds the results of all dependencies, and to each result the findings on its dependencies. */
  void complete(List<ModuleChecker.Result> results) {
    results.forEach(result -> byName.putIfAbsent(result.name(), result));
    Set<String> missing = new LinkedHashSet<>();
    for (ModuleChecker.Result result : results) {
      addUnknown(result, missing);
    }
    while (!missing.isEmpty()) {
      Set<String> installed = new HashSet<>(missing);
      installed.removeAll(others.keySet());
      ModuleFiles files = ModuleFiles.read(kernel.host(), kernel.release(), installed);
      Set<String> further = new LinkedHashSet<>();
      Set<String> absent = new HashSet<>();
      for (String name : missing) {
        Path file = others.getOrDefault(name, files.file(name).orElse(Path.of("")));
        if (Files.isRegularFile(file)) {
          ModuleChecker.Result result = look.apply(file);
          results.add(result);
          byName.put(name, result);
          addUnknown(result, further);
        } else {
          absent.add(name);
        }
      }
      further.removeAll(absent);
      further.removeIf(byName::containsKey);
      missing = further;
    }
    if (!kernel.release().isEmpty() || !others.isEmpty()) {
      results.forEach(result -> judge(result, new ArrayList<>()));
    }
  }

  private void addUnknown(ModuleChecker.Result result, Set<String> to) {
    for (String name : result.needs().keySet()) {
      if (!byName.containsKey(name)) {
        to.add(name);
      }
    }
  }

  /**
   * Adds the findings on a module's dependencies.
   *
   * @param way the modules that lead to it, each needing the next
   * @return whether the kernel would take it
   */
  private boolean judge(ModuleChecker.Result result, List<String> way) {
    Boolean known = sound.get(result);
    if (known != null) {
      return known;
    }
    way.add(result.name());
    result.needs().forEach((name, symbol) -> need(result, name, symbol, way));
    way.removeLast();
    boolean accepted = new ModuleVerdict("", "", false, result.findings()).accepted();
    sound.put(result, accepted);
    return accepted;
  }

  private void need(ModuleChecker.Result result, String name, String symbol, List<String> way) {
    ModuleChecker.Result needed = byName.get(name);
    if (needed == null) {
      if (!kernel.release().isEmpty()) {
        refuse(
            result,
            symbol,
            "it needs module " + name + ", which isn't installed",
            "install it; if it is, run depmod " + kernel.release());
      }
    } else if (way.contains(name)) {
      String circle = String.join(" -> ", way.subList(way.indexOf(name), way.size()));
      refuse(
          result,
          symbol,
          "dependency cycle: " + circle + " -> " + name,
          "move the shared symbols into a module of their own");
    } else if (!judge(needed, way)) {
      refuse(
          result,
          symbol,
          "it needs module " + name + ", which the kernel refuses",
          "see " + needed.file());
    }
  }

  private static void refuse(ModuleChecker.Result result, String symbol, String what, String todo) {
    String says = result.name() + ": Unknown symbol " + symbol + " (err -2)";
    result.findings().add(CheckFinding.refuses(LoadStage.DEPENDENCIES, "ENOENT", what, says, todo));
  }
}
