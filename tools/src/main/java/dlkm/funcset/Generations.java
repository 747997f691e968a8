package dlkm.funcset;

import dlkm.host.AtomicFiles;
import dlkm.host.GenerationFile;
import dlkm.host.SetFile;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.RegistryText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes generations and swaps them. Whoever calls this holds the state lock. {@link #create} may
 * fail anywhere and leaves nothing that counts; {@link #swap} is one rename.
 */
public final class Generations {

  /** How many generations stay in any case besides the current and the pending one. */
  static final int KEPT = 8;

  private final FunctionSet set;

  public Generations(FunctionSet set) {
    this.set = set;
  }

  /**
   * Writes the next generation, complete and on the disk, without making it current.
   *
   * @param base the generation that unchanged images are taken from
   * @param registry what is registered in the new one
   * @param images where the images come from that are not the base's
   * @param pending the generation that the shutdown shall make current after the new one
   * @param kernel the whole kernel that it belongs to
   * @param why one line for {@code about}
   * @param record lines for the change log
   */
  Generation create(
      Optional<Generation> base,
      Registry registry,
      Map<String, Path> images,
      Optional<Generation> pending,
      Optional<WholeKernelId> kernel,
      String why,
      List<String> record)
      throws IOException {
    Generation next = set.generation(highest() + 1);
    Path aside = AtomicFiles.aside(next.directory());
    AtomicFiles.deleteTree(aside);
    try {
      Files.createDirectories(GenerationFile.IMAGES.in(aside));
      for (Registration registration : registry.all()) {
        Path target = GenerationFile.IMAGES.in(aside).resolve(registration.imageFile());
        Path fresh = images.get(registration.module());
        if (fresh != null) {
          Files.copy(fresh, target);
        } else {
          share(base.orElseThrow().image(registration), target);
        }
      }
      Files.writeString(GenerationFile.REGISTRY.in(aside), RegistryText.write(registry));
      for (var file : DerivedFiles.of(set, registry, aside).entrySet()) {
        Files.writeString(file.getKey().in(aside), file.getValue());
      }
      Files.writeString(GenerationFile.ABOUT.in(aside), about(base, why));
      if (kernel.isPresent()) {
        Files.writeString(GenerationFile.KERNEL.in(aside), kernel.get().text());
      }
      if (!record.isEmpty()) {
        Files.write(GenerationFile.RECORD.in(aside), record);
      }
      if (pending.isPresent()) {
        Files.createSymbolicLink(
            GenerationFile.PENDING.in(aside),
            Path.of("..", String.valueOf(pending.get().number())));
      }
      AtomicFiles.syncTree(aside);
      Files.move(aside, next.directory());
      AtomicFiles.syncDirectory(next.directory().getParent());
    } catch (IOException | RuntimeException e) {
      AtomicFiles.deleteTree(aside);
      throw e;
    }
    return next;
  }

  /**
   * Writes a generation for a saved configuration to name; it doesn't become current. Without that
   * name, the next command deletes it.
   *
   * @param base the generation that images are taken from which {@code images} doesn't have
   */
  public Generation keep(Generation base, Registry registry, Map<String, Path> images)
      throws IOException {
    return create(
        Optional.of(base),
        registry,
        images,
        Optional.empty(),
        WholeKernelId.of(base),
        KeptGenerations.WHY,
        List.of());
  }

  /**
   * Writes a generation for a whole kernel to name; it doesn't become current, and without that
   * name the next command deletes it.
   *
   * @param base the generation that images are taken from which {@code images} doesn't have
   */
  public Generation keepKernel(
      Optional<Generation> base,
      Registry registry,
      Map<String, Path> images,
      WholeKernelId identity)
      throws IOException {
    return create(
        base,
        registry,
        images,
        Optional.empty(),
        Optional.of(identity),
        KeptGenerations.WHY_KERNEL,
        List.of());
  }

  private static void share(Path image, Path target) throws IOException {
    try {
      Files.createLink(target, image);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(image, target);
    }
  }

  private static String about(Optional<Generation> base, String why) {
    return "from "
        + base.map(Generation::number).orElse(0)
        + "\nmade "
        + Instant.now()
        + "\nwhy "
        + why
        + "\n";
  }

  private int highest() {
    List<Generation> all = set.generations();
    return all.isEmpty() ? 0 : all.getLast().number();
  }

  /** Makes the generation current: the point of no return of every change. */
  public void swap(Generation generation) throws IOException {
    AtomicFiles.link(SetFile.CURRENT.in(set.directory()), relative(generation));
  }

  private static Path relative(Generation generation) {
    return Path.of(SetFile.GENERATIONS.fileName(), String.valueOf(generation.number()));
  }

  /**
   * The generations that the kernel's loader has seen or may have, oldest first: no held one, and
   * none that only a saved configuration needs. Reads no registry.
   */
  public List<Generation> ran() {
    List<Generation> ran = new ArrayList<>(set.generations());
    ran.removeAll(KeptGenerations.neverRan(set));
    try {
      for (Generation generation : set.generations()) {
        generation.heldAfterIt().ifPresent(held -> ran.removeIf(other -> other.number() == held));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ran;
  }

  /**
   * Deletes what means nothing any more: things that a killed command wrote aside, and generations
   * that were never made current.
   *
   * @throws ProblemException when there are generations and the link to the current one is gone:
   *     nobody knows then which of them count
   */
  public void discardLeftovers() throws IOException {
    AtomicFiles.deleteAsides(SetFile.GENERATIONS.in(set.directory()));
    AtomicFiles.deleteAsides(set.directory());
    AtomicFiles.deleteAsides(SetFile.CONFIGURATIONS.in(set.directory()));
    AtomicFiles.deleteAsides(SetFile.KERNELS.in(set.directory()));
    AtomicFiles.deleteAsides(set.buildArea());
    int current = set.current().map(Generation::number).orElse(0);
    List<Generation> ran = new ArrayList<>(set.generations());
    List<Generation> neverRan = KeptGenerations.neverRan(set);
    ran.removeAll(neverRan);
    // The first change of all may have been killed before it was current.
    if (current == 0 && !ran.isEmpty() && ran.getLast().number() > neverRan.size() + 1) {
      throw set.noGeneration(
          SetFile.CURRENT.in(set.directory()), "is missing, and there are generations");
    }
    Set<Path> neverCurrent = new HashSet<>();
    for (Generation generation : set.generations()) {
      if (generation.number() > current) {
        neverCurrent.add(generation.directory());
      } else if (generation.number() < current) {
        // Something came after it without the shutdown, so what it held didn't become current.
        generation.heldAfterIt().ifPresent(n -> neverCurrent.add(set.generation(n).directory()));
      }
    }
    neverRan.forEach(kept -> neverCurrent.add(kept.directory()));
    set.current().ifPresent(now -> neverCurrent.remove(now.directory()));
    set.pending().ifPresent(held -> neverCurrent.remove(held.directory()));
    set.lastKnownGood().ifPresent(good -> neverCurrent.remove(good.directory()));
    KeptGenerations.of(set).forEach(kept -> neverCurrent.remove(kept.directory()));
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
        AtomicFiles.deleteTree(earlier.get(i).directory());
      }
    }
  }
}
