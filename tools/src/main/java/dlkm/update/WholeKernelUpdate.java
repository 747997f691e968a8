package dlkm.update;

import dlkm.boot.InitramfsUpkeep;
import dlkm.changelog.Changed;
import dlkm.changelog.Recording;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.RegistrationChange;
import dlkm.funcset.WholeKernelId;
import dlkm.funcset.WholeKernels;
import dlkm.host.Caller;
import dlkm.host.Transaction;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import dlkm.registry.Registry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code kmupdate KERNEL}: makes a whole kernel the default one, and names the present one as the
 * one before it (spec §4.6). For the running kernel at the shutdown, since only a boot changes what
 * is static. What was held before is dropped: it belongs to the kernel that goes. The caller holds
 * the state lock.
 */
public final class WholeKernelUpdate {

  /**
   * The outcome.
   *
   * @param modules what became of its modules
   * @param changed whether another kernel is or will be the default; it had all that before if not
   * @param kept whether there is one before it, which gets a name when it isn't the default any
   *     more
   * @param dropped the modules whose held change was dropped
   */
  public record Result(
      ModuleUpdate.Result modules, boolean changed, boolean kept, List<String> dropped) {

    public Result {
      dropped = List.copyOf(dropped);
    }
  }

  private final InstalledKernel kernel;
  private final Caller caller;
  private final FunctionSet set;
  private final WholeKernels kernels;

  public WholeKernelUpdate(InstalledKernel kernel, Caller caller) {
    this.kernel = kernel;
    this.caller = caller;
    set = new FunctionSet(kernel.host(), kernel.release());
    kernels = new WholeKernels(set);
  }

  /**
   * Makes it the default.
   *
   * @param atShutdown whether that waits for the shutdown of a kernel that doesn't run, too
   * @throws ProblemException when there is none of that name, or the kernel wouldn't take one of
   *     its modules: nothing changed
   */
  public Result run(String name, boolean atShutdown) {
    Generation generation = kernels.find(name);
    if (isChosenForThisBoot(generation)) {
      return stay(name, generation);
    }
    Registry then = generation.registry();
    List<Candidate> candidates =
        then.all().stream().map(r -> Candidate.of(r, generation.image(r))).toList();
    Switch other = new Switch(name, generation, set.current(), false);
    UpdateTiming mode =
        atShutdown || kernel.isRunning() ? UpdateTiming.SHUTDOWN : UpdateTiming.EITHER;
    ModuleUpdate.Result modules = new ModuleUpdate(kernel, caller, other).run(candidates, mode);
    boolean changed =
        !other.isEmpty()
            || !(modules instanceof ModuleUpdate.Result.Done done && done.updated().isEmpty());
    return new Result(modules, changed, other.before.isPresent(), other.dropped);
  }

  private boolean isChosenForThisBoot(Generation generation) {
    return set.insteadOfDefault().isPresent()
        && set.current().filter(now -> now.number() == generation.number()).isPresent();
  }

  /**
   * Makes the kernel the default that an entry of the boot loader chose for this boot. All that it
   * has is current already, and the next boot would go back: to a generation that isn't current any
   * more once there is another one of the same content.
   */
  private Result stay(String name, Generation generation) {
    Switch other = new Switch(name, generation, set.insteadOfDefault(), true);
    ModuleUpdate.Result modules =
        new ModuleUpdate(kernel, caller, other).run(List.of(), UpdateTiming.EITHER);
    return new Result(modules, true, true, List.of());
  }

  /**
   * Deletes a whole kernel ({@code -d}): its name, its initramfs, and its function set where that
   * is neither current nor held.
   */
  public void delete(String name) throws IOException {
    if (name.equals(WholeKernels.DEFAULT)) {
      throw new ProblemException(
          name,
          "is the default kernel",
          "'kmupdate KERNEL' makes another one the default; 'config --forget' removes all of a"
              + " kernel that doesn't run");
    }
    if (!kernels.names().contains(name)) {
      kernels.find(name);
    }
    kernels.delete(name, caller::say);
    boolean _ =
        Recording.note(
            Changed.done(
                    Changed.Kind.GENERATION,
                    set.release(),
                    "whole kernel " + name,
                    "there",
                    "deleted")
                .of(set.release()));
  }

  /** What changes besides the images: what is not part of it leaves, and it has its identity. */
  private final class Switch implements AccompanyingChange {

    private final String name;
    private final Optional<WholeKernelId> identity;
    private final List<String> leaving;
    private final Optional<Generation> before;
    private final List<String> dropped;
    private final boolean stays;
    private final Transaction former = Transaction.begin(set.host());
    private boolean later;

    /**
     * What changes.
     *
     * @param before the default kernel
     * @param stays whether this one is current already, for this boot
     */
    Switch(String name, Generation generation, Optional<Generation> before, boolean stays) {
      this.name = name;
      this.before = before;
      this.stays = stays;
      Registry then = generation.registry();
      dropped = List.copyOf(set.held().modules());
      identity = WholeKernelId.of(generation);
      leaving = set.registry().names().stream().filter(each -> then.find(each).isEmpty()).toList();
    }

    @Override
    public boolean isEmpty() {
      return !stays && leaving.isEmpty() && dropped.isEmpty();
    }

    @Override
    public void now(RegistrationChange change) {
      dropped.forEach(change::cancel);
      leaving.forEach(change::unregister);
      change.become(identity);
    }

    @Override
    public void held(RegistrationChange change) {
      later = true;
      dropped.forEach(change::cancel);
      leaving.forEach(change::holdRemoval);
      change.holdKernel(identity);
    }

    @Override
    public Set<String> leaving() {
      return Set.copyOf(leaving);
    }

    @Override
    public boolean dropsHeld() {
      return true;
    }

    /**
     * The former kernel gets its name with the new one, or not at all. What is held is named by
     * {@code kmshutdown}: until then other changes may come.
     */
    @Override
    public void announce(Generation next) throws IOException {
      if (!later && before.isPresent()) {
        set.entries().outdate();
        new InitramfsUpkeep(set.host(), set.release(), set.directory(), caller::say)
            .keepFormer(WholeKernels.PREVIOUS, before.get().directory(), former);
        kernels.put(WholeKernels.PREVIOUS, before.get(), former);
        former.announce(new GenerationCondition(set.release(), next.number()).line());
      }
    }

    @Override
    public void commit() throws IOException {
      if (!later) {
        former.commit();
        set.entries().refresh(caller::say);
      }
    }

    @Override
    public void abandon() {
      former.abandon();
    }

    @Override
    public String why(String update) {
      return "whole kernel " + name;
    }
  }
}
