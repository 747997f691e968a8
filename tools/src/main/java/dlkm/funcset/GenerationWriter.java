package dlkm.funcset;

import dlkm.host.AtomicFiles;
import dlkm.host.GenerationFile;
import dlkm.host.NewFiles;
import dlkm.host.SetFile;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.RegistryText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes generations and makes them current: the images in place, the registry, what follows from
 * it. Whoever calls this holds the state lock. {@link #create} may fail anywhere and leaves nothing
 * that counts; {@link #makeCurrent} is one rename.
 */
public final class GenerationWriter {

  /** How the reason of a generation begins that is held. */
  static final String HELD = "held: ";

  private final FunctionSet set;

  public GenerationWriter(FunctionSet set) {
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
   * @param notes further files of it
   */
  Generation create(
      Optional<Generation> base,
      Registry registry,
      Map<String, Path> images,
      Optional<Generation> pending,
      Optional<WholeKernelId> kernel,
      String why,
      Map<GenerationFile, String> notes)
      throws IOException {
    Generation next = set.generation(nextNumber());
    Path aside = AtomicFiles.aside(next.entry());
    AtomicFiles.deleteTree(aside);
    try {
      Files.createDirectories(GenerationFile.IMAGES.in(aside));
      putImages(base, registry, images, GenerationFile.IMAGES.in(aside));
      NewFiles.write(GenerationFile.REGISTRY.in(aside), RegistryText.write(registry));
      for (var file : DerivedFiles.of(set, registry, aside).entrySet()) {
        NewFiles.write(file.getKey().in(aside), file.getValue());
      }
      NewFiles.write(GenerationFile.ABOUT.in(aside), about(base, why));
      if (kernel.isPresent()) {
        NewFiles.write(GenerationFile.KERNEL.in(aside), kernel.get().text());
      }
      for (var note : notes.entrySet()) {
        NewFiles.write(note.getKey().in(aside), note.getValue());
      }
      if (pending.isPresent()) {
        Files.createSymbolicLink(
            GenerationFile.PENDING.in(aside),
            Path.of("..", String.valueOf(pending.get().number())));
      }
      AtomicFiles.syncTree(aside);
      Files.move(aside, next.entry());
      AtomicFiles.syncDirectory(next.entry().getParent());
    } catch (IOException | RuntimeException e) {
      AtomicFiles.discard(aside, e);
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
  public Generation keep(Optional<Generation> base, Registry registry, Map<String, Path> images)
      throws IOException {
    return create(
        base,
        registry,
        images,
        Optional.empty(),
        base.flatMap(WholeKernelId::of),
        KeptGenerations.WHY,
        Map.of());
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
        Map.of());
  }

  /** Those that are not new are the former generation's. */
  private static void putImages(
      Optional<Generation> base, Registry registry, Map<String, Path> images, Path directory)
      throws IOException {
    for (Registration registration : registry.all()) {
      Path target = directory.resolve(registration.imageFile());
      Path fresh = images.get(registration.module());
      if (fresh != null) {
        NewFiles.copy(fresh, target);
        Files.setPosixFilePermissions(target, AtomicFiles.TEXT);
      } else {
        share(base.orElseThrow().image(registration), target);
      }
    }
  }

  private static void share(Path image, Path target) throws IOException {
    try {
      Files.createLink(target, image);
    } catch (IOException | UnsupportedOperationException e) {
      NewFiles.copy(image, target);
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

  private int nextNumber() {
    List<Generation> all = set.generations();
    if (all.isEmpty()) {
      return 1;
    }
    Generation last = all.getLast();
    if (last.number() == Integer.MAX_VALUE) {
      throw new ProblemException(
          last.entry().toString(),
          "is the last number that a generation can have",
          "make one with a lower number current, and delete this one");
    }
    return last.number() + 1;
  }

  /** Makes the generation current: the point of no return of every change. */
  public void makeCurrent(Generation generation) throws IOException {
    AtomicFiles.link(SetFile.CURRENT.in(set.directory()), relative(generation));
  }

  private static Path relative(Generation generation) {
    return Path.of(SetFile.GENERATIONS.fileName(), String.valueOf(generation.number()));
  }
}
