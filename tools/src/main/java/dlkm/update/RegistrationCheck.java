package dlkm.update;

import dlkm.declaration.Stub;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.registry.RegisteredPhaseChain;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Checks candidates against the kernel's build id and the registry: names, declared dependencies,
 * line disciplines, loading phases (spec §5.3a, §6.2). The rules of the kernel's loader are in
 * {@link LoaderCheck}.
 */
final class RegistrationCheck {

  private final InstalledKernel kernel;
  private final Registry before;
  private final List<Candidate> candidates;
  private final List<Problem> problems = new ArrayList<>();

  private RegistrationCheck(InstalledKernel kernel, Registry before, List<Candidate> candidates) {
    this.kernel = kernel;
    this.before = before;
    this.candidates = candidates;
  }

  /** All reasons why not; none when they do. */
  static List<Problem> check(InstalledKernel kernel, Registry before, List<Candidate> candidates) {
    RegistrationCheck acceptance = new RegistrationCheck(kernel, before, candidates);
    String kis = kernel.kis();
    Set<String> ours = new HashSet<>(before.names());
    candidates.forEach(candidate -> ours.add(candidate.module()));
    for (Candidate candidate : candidates) {
      acceptance.identity(candidate, kis);
      acceptance.name(candidate);
      acceptance.dependencies(candidate, ours);
      acceptance.lineDiscipline(candidate);
    }
    acceptance.phases();
    return acceptance.problems;
  }

  private void add(String module, String what, String todo) {
    problems.add(new Problem(module, what, todo));
  }

  private void identity(Candidate candidate, String kis) {
    String builtFor = candidate.record().image().kis();
    String module = candidate.module();
    if (!candidate.image().isFor(kernel.release())) {
      add(
          module,
          "is for kernel '" + candidate.image().vermagic() + "'",
          "config -M " + module + " -K " + kernel.release() + " builds it for this one");
    } else if (InstalledKernel.areOtherBuilds(builtFor, kis)) {
      add(
          module,
          "was built for another build of this kernel release: " + builtFor + ", not " + kis,
          "install the headers of the running kernel, then 'config -M " + module + "'");
    }
  }

  /** To the kernel {@code -} and {@code _} are the same. */
  private void name(Candidate candidate) {
    for (Registration other : before.all()) {
      if (!other.module().equals(candidate.module())
          && other.kernelName().equals(candidate.record().kernelName())) {
        add(
            candidate.module(),
            "has the same kernel name as the registered " + other.module(),
            "kmmodreg -U " + other.module() + " first");
      }
    }
  }

  private void dependencies(Candidate candidate, Set<String> ours) {
    for (String needed : candidate.record().dependencies()) {
      if (!ours.contains(needed) && !kernel.ownsModule(ModuleName.kernelForm(needed))) {
        boolean isStub = needed.equals(Stub.MODULE);
        add(
            candidate.module(),
            isStub
                ? "calls stubs, and no stub module is part of the kernel"
                : "needs " + needed + ", which is not registered",
            isStub
                ? "'config -u SYSTEM_FILE' and a boot make it so"
                : "kmupdate -M " + needed + " -M " + candidate.module());
      }
    }
  }

  /** The kernel lets the second module take the first one's number without a word. */
  private void lineDiscipline(Candidate candidate) {
    OptionalInt number = candidate.record().access().lineDiscipline();
    List<Registration> others = new ArrayList<>(before.all());
    candidates.forEach(other -> others.add(other.record()));
    for (Registration other : others) {
      if (number.isPresent()
          && !other.module().equals(candidate.module())
          && other.access().lineDiscipline().equals(number)) {
        add(
            candidate.module(),
            "has line discipline " + number.getAsInt() + ", and so has " + other.module(),
            "change one of them: 'line-discipline N' in $LINUX");
        return;
      }
    }
  }

  /**
   * Checks that the dependencies of each module are loaded in its phase or earlier (spec §5.3a).
   */
  private void phases() {
    Registry then = before;
    for (Candidate candidate : candidates) {
      then = then.register(candidate.record(), Instant.EPOCH, "");
    }
    problems.addAll(
        RegisteredPhaseChain.newClashes(
            before,
            then,
            "is loaded",
            "plan another phase for one of them (kmsystem -b), then run config again"));
  }
}
