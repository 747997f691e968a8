package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.RegistrationChange;
import dlkm.host.Caller;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.LoadedModules;
import dlkm.load.StaticRule;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Registers modules that another tool has installed, or gives registered ones back to it: for all
 * kernels, and with the files that change with them, as one change. The running kernel isn't
 * touched: what is loaded stays loaded. The caller holds the state lock and has run {@link
 * Recovery}.
 */
public final class RegistrationTransfer {

  /** What is ready for one kernel. */
  private record Prepared(RegistrationChange change, Generation next) {

    GenerationCondition condition() {
      return new GenerationCondition(change.functionSet().release(), next.number());
    }
  }

  private final Caller caller;
  private final List<Prepared> prepared = new ArrayList<>();

  public RegistrationTransfer(Caller caller) {
    this.caller = caller;
  }

  /** Why the kernel can't take these images; names their modules. */
  public List<Problem> refusals(InstalledKernel kernel, List<Candidate> candidates) {
    FunctionSet set = new FunctionSet(caller.host(), kernel.release());
    List<Problem> problems =
        new ArrayList<>(RegistrationCheck.check(kernel, set.registry(), candidates));
    if (problems.isEmpty()) {
      UpdateCheck check = new UpdateCheck(caller, kernel, set, set.registry(), set.held());
      problems.addAll(
          check.refusals(new LoaderCheck(caller, kernel), candidates, UpdateTiming.EITHER));
    }
    if (kernel.isRunning()) {
      candidates.stream().filter(this::isLoadedOtherwise).forEach(c -> problems.add(loaded(c)));
    }
    return problems;
  }

  private boolean isLoadedOtherwise(Candidate candidate) {
    return LoadedModules.find(caller.host(), candidate.record().kernelName())
        .filter(now -> !now.buildId().equals(candidate.record().image().buildId()))
        .isPresent();
  }

  private static Problem loaded(Candidate candidate) {
    return new Problem(
        candidate.module(),
        "is loaded, from another build than the installed file",
        "'rmmod " + candidate.record().kernelName() + "', or a reboot, first");
  }

  /**
   * Prepares the registration of images with a kernel.
   *
   * @param candidates without {@link #refusals}
   */
  public void register(InstalledKernel kernel, List<Candidate> candidates, String why) {
    RegistrationChange change = change(kernel.release());
    candidates.forEach(candidate -> change.register(candidate.record(), candidate.file()));
    PreferredModules.planned(change.functionSet()).record(change, candidates);
    prepared.add(new Prepared(change, change.prepare(why)));
  }

  /**
   * Prepares the end of registrations with a kernel.
   *
   * @throws ProblemException when one of them is static
   */
  public void unregister(String release, List<String> modules, String why) {
    StaticRule.refuse(new FunctionSet(caller.host(), release), modules);
    RegistrationChange change = change(release);
    modules.forEach(change::unregister);
    prepared.add(new Prepared(change, change.prepare(why)));
  }

  private RegistrationChange change(String release) {
    FunctionSet set = new FunctionSet(caller.host(), release);
    return RegistrationChange.of(set, caller.user(), caller.notices());
  }

  /** What prepares the change. */
  @FunctionalInterface
  public interface Preparation {
    void run() throws IOException;
  }

  /**
   * Makes the change: all that is prepared here, and the files. Where that fails before the point
   * of no return, nothing of it is left.
   *
   * @param work prepares both
   * @throws PartlyDoneException when the next command has to finish it
   */
  public void apply(Transaction files, Preparation work) throws IOException {
    try {
      work.run();
      commit(files);
    } catch (IOException | RuntimeException e) {
      if (!(e instanceof PartlyDoneException)) {
        files.abandon();
        prepared.forEach(one -> one.change().abandon());
      }
      throw e;
    }
  }

  private void commit(Transaction files) throws IOException {
    if (prepared.isEmpty()) {
      files.commit();
      return;
    }
    GenerationsCondition condition =
        new GenerationsCondition(prepared.stream().map(Prepared::condition).toList());
    try {
      files.announce(condition.line());
      prepared.forEach(one -> one.change().commit(one.next()));
      condition.outdateIndexes(caller.host());
    } catch (IOException | RuntimeException e) {
      if (condition.isMade(caller.host())) {
        throw PartlyDoneException.of(
            e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e);
      }
      throw e;
    }
    files.commit();
    PartlyDoneException.after(() -> condition.refreshIndexes(caller.host()));
  }
}
