package dlkm.funcset;

import dlkm.host.AtomicFiles;
import dlkm.host.SetFile;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which generations of a function set stay, and the deletion of the others. Whoever deletes holds
 * the state lock.
 */
public final class GenerationCleanup {

  /** How many generations stay in any case besides the current and the pending one. */
  static final int KEPT = 8;

  private final FunctionSet set;

  public GenerationCleanup(FunctionSet set) {
    this.set = set;
  }

  /**
   * The generations that the kernel's loader has seen or may have, oldest first: no held one, and
   * none that only a saved configuration needs. Reads no registry.
   */
  public List<Generation> ran() {
    List<Generation> ran = new ArrayList<>(set.generations());
    ran.removeAll(KeptGenerations.neverRan(set));
    set.generations().forEach(generation -> set.heldAfter(generation).ifPresent(ran::remove));
    return ran;
  }

  /** Whether there are things that a killed command wrote aside, or that one at work writes now. */
  public boolean isAnythingAside() {
    try {
      for (Path directory : written()) {
        if (AtomicFiles.hasAsides(directory)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where commands write something aside. */
  private List<Path> written() {
    return List.of(
        SetFile.GENERATIONS.in(set.directory()),
        set.directory(),
        set.configurations(),
        SetFile.KERNELS.in(set.directory()),
        set.buildArea());
  }

  /**
   * Deletes what means nothing any more: things that a killed command wrote aside, and generations
   * that were never made current.
   *
   * @throws ProblemException when there are generations and the link to the current one is gone:
   *     nobody knows then which of them count
   */
  public void discardLeftovers() throws IOException {
    discardLeftovers(Optional.empty());
  }

  /** The same, but for one generation: its images are still needed. */
  void discardLeftovers(Optional<Generation> needed) throws IOException {
    for (Path directory : written()) {
      AtomicFiles.deleteAsides(directory);
    }
    int current = set.current().map(Generation::number).orElse(0);
    List<Generation> ran = new ArrayList<>(set.generations());
    List<Generation> neverRan = KeptGenerations.neverRan(set);
    ran.removeAll(neverRan);
    // The first change of all may have been killed before it was current.
    if (current == 0 && !ran.isEmpty() && ran.getLast().number() > neverRan.size() + 1) {
      throw set.noGeneration(
          SetFile.CURRENT.in(set.directory()), "is missing, and there are generations");
    }
    // While a boot entry's whole kernel is current, what led to the default one stays too.
    current = Math.max(current, set.insteadOfDefault().map(Generation::number).orElse(0));
    Set<Path> neverCurrent = new HashSet<>();
    for (Generation generation : set.generations()) {
      if (generation.number() > current) {
        neverCurrent.add(generation.entry());
      } else if (generation.number() < current) {
        // Something came after it without the shutdown, so what it held didn't become current.
        set.heldAfter(generation).ifPresent(held -> neverCurrent.add(held.entry()));
      }
    }
    neverRan.forEach(kept -> neverCurrent.add(kept.entry()));
    set.current().ifPresent(now -> neverCurrent.remove(now.entry()));
    set.pending().ifPresent(held -> neverCurrent.remove(held.entry()));
    set.lastKnownGood().ifPresent(good -> neverCurrent.remove(good.entry()));
    needed.ifPresent(source -> neverCurrent.remove(source.entry()));
    KeptGenerations.of(set).forEach(kept -> neverCurrent.remove(kept.entry()));
    for (Path directory : neverCurrent) {
      AtomicFiles.deleteTree(directory);
    }
  }

  /**
   * Deletes the oldest generations, so that {@link #KEPT} stay before the current one; never the
   * last-known-good, one that a saved configuration or a whole kernel names, nor the rollback
   * target of a registered module. Done before the next generation is made, by the registrations
   * until then: the target of a module that is being unregistered stays until the change after this
   * one. Leftovers of killed commands are gone already.
   */
  void deleteOldest() throws IOException {
    List<Generation> earlier = set.earlier();
    if (earlier.size() <= KEPT) {
      return;
    }
    Collection<Generation> targets = RollbackTargets.of(set.registry(), earlier).values();
    set.lastKnownGood().ifPresent(earlier::remove);
    earlier.removeAll(KeptGenerations.of(set));
    for (int i = 0; i < earlier.size() - KEPT; i++) {
      if (!targets.contains(earlier.get(i))) {
        AtomicFiles.deleteTree(earlier.get(i).entry());
      }
    }
  }
}
