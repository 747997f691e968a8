package dlkm.check;

import dlkm.host.Later;
import dlkm.image.Packed;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Path own = facts.host().path("/lib/modules/" + facts.release() + "/kernel");
    Map<String, Path> others = new HashMap<>();
    for (Path file : files) {
      if (!file.toAbsolutePath().normalize().startsWith(own)) {
        offer(file, others);
      }
    }
    beside.forEach(file -> offer(file, others));
    List<Checker.Result> results = new ArrayList<>(checkAll(files));
    new Chain(facts, others, file -> checker().check(file, false)).complete(results);
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

  /** Makes a module's exports known to the others. A file that is no module offers nothing. */
  private void offer(Path file, Map<String, Path> others) {
    try {
      byte[] bytes = Packed.unpack(file.toString(), Files.readAllBytes(file));
      Subject subject = Checker.frame(facts, ByteBuffer.wrap(bytes), bytes.length);
      resolver.together().add(subject.name(), subject.frame(), subject.isProprietary());
      others.putIfAbsent(subject.name(), file);
    } catch (FrameReader.Refused | ProblemException | IOException e) {
      // Said when the file itself is looked at.
      return;
    }
  }

  private List<Checker.Result> checkAll(List<Path> files) {
    Checker.Result[] results = new Checker.Result[files.size()];
    AtomicInteger next = new AtomicInteger();
    if (files.size() > FEW) {
      Later<Boolean> second = Later.doing(() -> work(files, results, next));
      work(files, results, next);
      boolean _ = second.get();
    } else {
      work(files, results, next);
    }
    return List.of(results);
  }

  private void work(List<Path> files, Checker.Result[] results, AtomicInteger next) {
    Checker checker = checker();
    for (int i = next.getAndIncrement(); i < results.length; i = next.getAndIncrement()) {
      results[i] = checker.check(files.get(i), true);
    }
  }
}
