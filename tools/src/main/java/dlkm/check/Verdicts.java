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
 * Looks at modules together with all that they need: whether a kernel would load each of them, once
 * what it needs is loaded.
 */
public final class Verdicts {

  /** With fewer modules a second thread isn't worth its start. */
  private static final int FEW = 16;

  private final KernelFacts facts;
  private final Map<String, String> options;
  private final Resolver resolver;

  private Verdicts(KernelFacts facts, Map<String, String> options) {
    this.facts = facts;
    this.options = options;
    resolver = new Resolver(facts);
  }

  /**
   * The verdicts on the modules of these files, in that order, then those on the modules that they
   * need.
   *
   * @param beside files of modules that may be needed and aren't installed yet
   * @param options the parameters that modules are loaded with, by name
   * @throws ProblemException when a file can't be read
   */
  public static List<ModuleVerdict> of(
      KernelFacts facts, List<Path> files, List<Path> beside, Map<String, String> options) {
    return new Verdicts(facts, options).run(files, beside);
  }

  private List<ModuleVerdict> run(List<Path> files, List<Path> beside) {
    List<Checker.Result> results = new ArrayList<>(files.size());
    try (Checker own = checker()) {
      Map<String, Path> others = offer(files, beside, own);
      results.addAll(checkAll(files, own));
      new Chain(facts, others, file -> own.check(file, false)).complete(results);
    }
    List<ModuleVerdict> verdicts = new ArrayList<>(results.size());
    for (Checker.Result result : results) {
      verdicts.add(
          new ModuleVerdict(
              result.file().toString(), result.name(), result.asked(), result.findings()));
    }
    return verdicts;
  }

  private Checker checker() {
    return new Checker(facts, resolver, options);
  }

  /** Makes known what modules export that aren't installed; the files that have them, by name. */
  private Map<String, Path> offer(List<Path> files, List<Path> beside, Checker checker) {
    Path installed = facts.host().path("/lib/modules/" + facts.release() + "/kernel");
    Map<String, Path> others = new HashMap<>();
    for (Path file : files) {
      if (!file.toAbsolutePath().normalize().startsWith(installed)) {
        offer(file, checker, others);
      }
    }
    beside.forEach(file -> offer(file, checker, others));
    return others;
  }

  private void offer(Path file, Checker checker, Map<String, Path> others) {
    Optional<Subject> exporter = checker.exporter(file);
    if (exporter.isPresent()) {
      Subject subject = exporter.get();
      resolver.together().add(subject.name(), subject.frame(), subject.isProprietary());
      others.putIfAbsent(subject.name(), file);
    }
  }

  private List<Checker.Result> checkAll(List<Path> files, Checker own) {
    Checker.Result[] results = new Checker.Result[files.size()];
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
  private void workBeside(List<Path> files, Checker.Result[] results, AtomicInteger next) {
    try (Checker checker = checker()) {
      work(checker, files, results, next);
    }
  }

  private static void work(
      Checker checker, List<Path> files, Checker.Result[] results, AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < results.length; i = next.getAndIncrement()) {
      results[i] = checker.check(files.get(i), true);
    }
  }
}
