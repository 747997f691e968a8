package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.image.Export;
import dlkm.image.ModuleImage;
import dlkm.plan.InstalledKernel;
import dlkm.problem.Problem;
import dlkm.registry.PhaseChains;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Says whether the kernel would take the candidates, without asking it: identity, symbols and their
 * check sums, dependencies, signature, and what is registered already and would no longer fit.
 */
final class Acceptance {

  private final InstalledKernel kernel;
  private final FunctionSet set;
  private final List<Candidate> candidates;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, ModuleImage> ours = new HashMap<>();

  private Acceptance(InstalledKernel kernel, FunctionSet set, List<Candidate> candidates) {
    this.kernel = kernel;
    this.set = set;
    this.candidates = candidates;
  }

  /** All reasons why it would not; none when it would. */
  static List<Problem> check(InstalledKernel kernel, FunctionSet set, List<Candidate> candidates) {
    Acceptance acceptance = new Acceptance(kernel, set, candidates);
    acceptance.readOurs();
    String kis = kernel.kis();
    KernelSymbols symbols = KernelSymbols.read(kernel, acceptance.needed());
    for (Candidate candidate : candidates) {
      acceptance.identity(candidate, kis);
      acceptance.signature(candidate);
      acceptance.dependencies(candidate);
      acceptance.lineDiscipline(candidate);
      acceptance.symbols(candidate.record(), candidate.image(), symbols);
    }
    acceptance.dependents(symbols);
    acceptance.phases();
    return acceptance.problems;
  }

  /** Our modules as they will be registered. */
  private void readOurs() {
    if (set.current().isPresent()) {
      Generation current = set.current().get();
      for (Registration registration : current.registry().all()) {
        ours.put(registration.module(), parse(current.image(registration)));
      }
    }
    candidates.forEach(candidate -> ours.put(candidate.module(), candidate.image()));
  }

  private static ModuleImage parse(Path image) {
    try {
      return ModuleImage.parse(image.toString(), Files.readAllBytes(image));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> needed() {
    Set<String> needed = new HashSet<>();
    ours.values().forEach(image -> needed.addAll(image.undefined()));
    return needed;
  }

  private void add(String module, String what, String todo) {
    problems.add(new Problem(module, what, todo));
  }

  private void identity(Candidate candidate, String kis) {
    String builtFor = candidate.record().image().kis();
    String module = candidate.module();
    if (!candidate.image().vermagic().startsWith(kernel.release() + " ")) {
      add(
          module,
          "is for kernel '" + candidate.image().vermagic() + "'",
          "config -M " + module + " -K " + kernel.release() + " builds it for this one");
    } else if (!builtFor.equals(kis)
        && !InstalledKernel.isUnknown(builtFor)
        && !InstalledKernel.isUnknown(kis)) {
      add(
          module,
          "was built for another kernel of the same release: " + builtFor + ", not " + kis,
          "install the headers of the kernel that runs and config -M " + module + " again");
    }
  }

  private void signature(Candidate candidate) {
    Path enforced = set.host().path("/sys/module/module/parameters/sig_enforce");
    if (!kernel.isRunning() || candidate.image().signed() || !Files.exists(enforced)) {
      return;
    }
    try {
      if (Files.readString(enforced).startsWith("Y")) {
        add(
            candidate.module(),
            "is not signed, and kernel " + kernel.release() + " takes signed modules only",
            "name a pair of keys in /etc/dlkm/signing.conf, enrol it, and run config again");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void dependencies(Candidate candidate) {
    for (String needed : candidate.record().dependencies()) {
      if (!ours.containsKey(needed) && !kernel.ownsModule(needed.replace('-', '_'))) {
        add(
            candidate.module(),
            "needs " + needed + ", which is not registered",
            "kmupdate -M " + needed + " -M " + candidate.module());
      }
    }
  }

  /** The kernel lets the second module take the first one's number without a word. */
  private void lineDiscipline(Candidate candidate) {
    OptionalInt number = candidate.record().access().lineDiscipline();
    List<Registration> others = new ArrayList<>(set.registry().all());
    candidates.forEach(other -> others.add(other.record()));
    for (Registration other : others) {
      if (number.isPresent()
          && !other.module().equals(candidate.module())
          && other.access().lineDiscipline().equals(number)) {
        add(
            candidate.module(),
            "has line discipline " + number.getAsInt() + ", and so has " + other.module(),
            "give one of them another with 'line-discipline N' in $LINUX");
        return;
      }
    }
  }

  /** Every symbol has to come from the kernel or from a declared dependency, check sum included. */
  private void symbols(Registration record, ModuleImage image, KernelSymbols kernels) {
    for (String symbol : image.undefined()) {
      OptionalInt own = kernels.checkSum(symbol);
      if (own.isEmpty()) {
        own = exported(record, symbol);
      }
      Integer wanted = image.versions().get(symbol);
      if (own.isEmpty()) {
        if (kernels.isComplete()) {
          add(
              record.module(),
              "needs symbol " + symbol + ", which nothing exports that it declares to need",
              "config -M " + record.module() + " says more");
        }
      } else if (wanted != null && wanted != own.getAsInt()) {
        add(
            record.module(),
            "was built against another " + symbol + ": the kernel would disagree about its version",
            "config -M " + record.module() + " builds it against the present one");
      }
    }
  }

  private OptionalInt exported(Registration record, String symbol) {
    for (String needed : record.dependencies()) {
      ModuleImage image = ours.get(needed);
      if (image != null) {
        for (Export export : image.exports()) {
          if (export.name().equals(symbol)) {
            return export.crc().isPresent() ? export.crc() : OptionalInt.of(0);
          }
        }
      }
    }
    return OptionalInt.empty();
  }

  /** Each module must find in its loading phase what it needs (spec §5.3a). */
  private void phases() {
    Registry then = set.registry();
    for (Candidate candidate : candidates) {
      then = then.register(candidate.record(), Instant.EPOCH, "");
    }
    for (Registration registration : then.all()) {
      PhaseChains.clash(then, registration)
          .ifPresent(
              clash ->
                  add(
                      registration.module(),
                      "is loaded in " + clash,
                      "plan one of them for another phase with kmsystem -b, and config it again"));
    }
  }

  /** What is registered and needs a candidate must be able to go on with it. */
  private void dependents(KernelSymbols kernels) {
    Registry registry = set.registry();
    for (Candidate candidate : candidates) {
      for (String dependent : registry.dependents(candidate.module())) {
        boolean comesToo = candidates.stream().anyMatch(other -> other.module().equals(dependent));
        if (!comesToo) {
          symbols(registry.find(dependent).orElseThrow(), ours.get(dependent), kernels);
        }
      }
    }
  }
}
