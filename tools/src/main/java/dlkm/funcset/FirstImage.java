package dlkm.funcset;

import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether a module had no image before its present one. That no kept generation has another image
 * proves nothing: one may be damaged or deleted, and the first generation of a new kernel has what
 * was built when the kernel came. So each generation is followed to the one that it was made from,
 * and the last one has to be there, without the module.
 */
public final class FirstImage {

  /** How the reason of a generation begins that an update of named modules made. */
  public static final String UPDATE = "update ";

  /** The same of an update that is held. */
  public static final String HOLD = "hold ";

  private FirstImage() {}

  /** Whether that is certain of a registered module. */
  public static boolean isCertain(FunctionSet set, String module) {
    try {
      Optional<Generation> current = set.current();
      Optional<Registration> now =
          current.flatMap(generation -> generation.registry().find(module));
      return now.isPresent() && isFirst(set, current.get(), now.get());
    } catch (ProblemException | UncheckedIOException e) {
      // A damaged generation says nothing of what was before it.
      return false;
    }
  }

  private static boolean isFirst(FunctionSet set, Generation current, Registration now) {
    Generation generation = current;
    while (!KeptGenerations.isForName(generation)) {
      OptionalInt from = from(generation);
      if (from.isEmpty()) {
        return false;
      }
      if (from.getAsInt() == 0) {
        return isUpdate(generation);
      }
      Generation before = set.generation(from.getAsInt());
      if (before.number() >= generation.number() || !Files.isDirectory(before.directory())) {
        return false;
      }
      Optional<Registration> then = before.registry().find(now.module());
      if (then.isEmpty()) {
        return isUpdate(generation);
      }
      if (!then.get().image().sha256().equals(now.image().sha256())) {
        return false;
      }
      generation = before;
    }
    return false;
  }

  /** The number of the generation that it was made from; 0 for the first one of all. */
  private static OptionalInt from(Generation generation) {
    try {
      Optional<String> from = generation.about("from");
      return from.isPresent() ? OptionalInt.of(Integer.parseInt(from.get())) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static boolean isUpdate(Generation generation) {
    String why = generation.about("why").orElse("");
    return why.startsWith(UPDATE) || why.startsWith(GenerationWriter.HELD + HOLD);
  }
}
