package dlkm.funcset;

import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.OwnFile;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The generations that saved configurations and whole kernels name; they are not deleted. A
 * configuration's file has a line {@code generation NUMBER}.
 */
public final class KeptGenerations {

  /** The keyword of that line, with the blank after it. */
  public static final String KEYWORD = "generation ";

  /** Why a generation was made that only a configuration needs. */
  static final String WHY = "saved configuration";

  /** Why a generation was made that only a whole kernel's name leads to. */
  static final String WHY_KERNEL = "whole kernel";

  private KeptGenerations() {}

  static List<Generation> of(FunctionSet set) {
    WholeKernels kernels = new WholeKernels(set);
    List<Generation> kept = new ArrayList<>();
    for (String name : kernels.names()) {
      if (Files.isSymbolicLink(kernels.link(name))) {
        set.follow(kernels.link(name)).filter(KeptGenerations::isThere).ifPresent(kept::add);
      }
    }
    // The default kernel, while another one is booted, and what it holds.
    Optional<Generation> instead = set.insteadOfDefault();
    instead.ifPresent(kept::add);
    instead.flatMap(set::heldAfter).ifPresent(kept::add);
    Path directory = set.configurations();
    for (String name : DirectoryNames.of(directory)) {
      // The plan's files in it have another character before each line.
      for (String line : lines(set.host(), directory.resolve(name))) {
        if (line.startsWith(KEYWORD)) {
          number(line.substring(KEYWORD.length()), set, kept);
        }
      }
    }
    return kept;
  }

  private static void number(String text, FunctionSet set, List<Generation> kept) {
    try {
      Generation generation = set.generation(Integer.parseInt(text.strip()));
      if (isThere(generation)) {
        kept.add(generation);
      }
    } catch (NumberFormatException e) {
      // A damaged configuration keeps nothing; who loads it is told.
      return;
    }
  }

  private static boolean isThere(Generation generation) {
    return Files.isDirectory(generation.directory());
  }

  /** Those that were made for a name alone: no module can be rolled back to them. */
  static List<Generation> neverRan(FunctionSet set) {
    List<Generation> neverRan = new ArrayList<>(set.generations());
    neverRan.removeIf(generation -> !isForName(generation));
    return neverRan;
  }

  /** Whether a generation was made for a name alone. */
  static boolean isForName(Generation generation) {
    String why = generation.about("why").orElse("");
    return why.equals(WHY) || why.equals(WHY_KERNEL);
  }

  /** None of what is no file of ours: who needs it is told. */
  private static List<String> lines(Host host, Path file) {
    try {
      return OwnFile.read(host, file, "").lines().toList();
    } catch (NoSuchFileException | ProblemException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
