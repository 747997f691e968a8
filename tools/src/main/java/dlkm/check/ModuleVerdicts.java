package dlkm.check;

import dlkm.host.BackgroundTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Verdicts on modules and all their dependencies: whether a kernel would load each of them, once
 * its dependencies are loaded.
 */
public final class ModuleVerdicts {

  /** With fewer modules a second thread isn't worth its start. */
  private static final int FEW = 16;

  private final TargetKernel kernel;
  private final Map<String, String> options;
  private final boolean aliases;
  private final SymbolResolver resolver;

  private ModuleVerdicts(TargetKernel kernel, Map<String, String> options, boolean aliases) {
    this.kernel = kernel;
    this.options = options;
    this.aliases = aliases;
    resolver = new SymbolResolver(kernel);
  }

  /**
   * The verdicts on the modules of these files, in that order, then those on the modules that they
   * need.
   *
   * @param options the parameters that modules are loaded with, by name
   * @throws ProblemException when a file can't be read
   */
  public static List<ModuleVerdict> of(
      TargetKernel kernel, List<Path> files, Map<String, String> options) {
    return new ModuleVerdicts(kernel, options, true).run(files, List.of());
  }

  /**
   * The same of registered modules, which may be preferred over those that have an alias of theirs:
   * nothing is said of aliases. Nor is it said that the kernel loads no modules before its next
   * boot: that is no fault of an image.
   *
   * @param beside files of modules that may be needed and aren't installed yet
   */
  public static List<ModuleVerdict> ofRegistered(
      TargetKernel kernel, List<Path> files, List<Path> beside, Map<String, String> options) {
    return new ModuleVerdicts(kernel.afterReboot(), options, false).run(files, beside);
  }

  private List<ModuleVerdict> run(List<Path> files, List<Path> beside) {
    List<ModuleChecker.Result> results = new ArrayList<>(files.size());
    try (ModuleChecker own = checker()) {
      Map<String, Path> others = offer(files, beside, own);
      results.addAll(checkAll(files, own));
      new DependencyCheck(kernel, others, file -> own.check(file, false)).complete(results);
    }
    List<ModuleVerdict> verdicts = new ArrayList<>(results.size());
    for (ModuleChecker.Result result : results) {
      verdicts.add(
          new ModuleVerdict(
              result.file().toString(), result.name(), result.asked(), result.findings()));
    }
    return verdicts;
  }

  private ModuleChecker checker() {
    return new ModuleChecker(kernel, resolver, options, aliases);
  }

  /** Makes known what modules export that aren't installed; the files that have them, by name. */
  private Map<String, Path> offer(List<Path> files, List<Path> beside, ModuleChecker checker) {
    Path installed = kernel.host().path("/lib/modules/" + kernel.release() + "/kernel");
    Map<String, Path> others = new HashMap<>();
    for (Path file : files) {
      if (!file.toAbsolutePath().normalize().startsWith(installed)) {
        offer(file, checker, others);
      }
    }
    beside.forEach(file -> offer(file, checker, others));
    return others;
  }

  private void offer(Path file, ModuleChecker checker, Map<String, Path> others) {
    Optional<CheckedModule> exporter = checker.exporter(file);
    if (exporter.isPresent()) {
      CheckedModule module = exporter.get();
      resolver.together().add(module);
      others.putIfAbsent(module.name(), file);
    }
  }

  private List<ModuleChecker.Result> checkAll(List<Path> files, ModuleChecker own) {
    ModuleChecker.Result[] results = new ModuleChecker.Result[files.size()];
    AtomicInteger next = new AtomicInteger();
    if (files.size() > FEW) {
      BackgroundTask<Boolean> second = BackgroundTask.doing(() -> workBeside(files, results, next));
      work(own, files, results, next);
      boolean _ = second.get();
    } else {
      work(own, files, results, next);
    }
    return List.of(results);
  }

  /** In another thread. */
  private void workBeside(List<Path> files, ModuleChecker.Result[] results, AtomicInteger next) {
    try (ModuleChecker checker = checker()) {
      work(checker, files, results, next);
    }
  }

  private static void work(
      ModuleChecker checker, List<Path> files, ModuleChecker.Result[] results, AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < results.length; i = next.getAndIncrement()) {
      results[i] = checker.check(files.get(i), true);
    }
  }
}
