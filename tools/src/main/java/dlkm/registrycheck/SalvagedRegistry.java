package dlkm.registrycheck;

import dlkm.funcset.Generation;
import dlkm.host.GenerationFile;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.RegistryText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A generation's registry as far as it can be read: each block for itself, so that a damaged one
 * doesn't take the others along.
 *
 * @param intact the whole registry, if nothing is wrong with it
 * @param why what is wrong with it; empty otherwise
 * @param records the blocks that can be read, by module
 * @param named every module that has a block, readable or not
 * @param kis in its head; empty if that can't be read
 * @param nextId in its head; 1 if that can't be read
 */
record SalvagedRegistry(
    Optional<Registry> intact,
    String why,
    SortedMap<String, Registration> records,
    NavigableSet<String> named,
    String kis,
    int nextId) {

  private static final String MODULE = "module ";

  static SalvagedRegistry of(Generation generation) {
    Path file = GenerationFile.REGISTRY.in(generation.directory());
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return unreadable("is no regular file");
    }
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return unreadable("is missing");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Registry registry = RegistryText.read(file.toString(), text);
      return new SalvagedRegistry(
          Optional.of(registry),
          "",
          new TreeMap<>(registry.modules()),
          new TreeSet<>(registry.names()),
          registry.kis(),
          registry.nextId());
    } catch (ProblemException e) {
      return new SalvagedRegistry(
          Optional.empty(),
          e.problems().getFirst().what(),
          blocks(file, text),
          named(text),
          head(text, "kis "),
          number(head(text, "next-id ")));
    }
  }

  private static SalvagedRegistry unreadable(String why) {
    return new SalvagedRegistry(Optional.empty(), why, new TreeMap<>(), new TreeSet<>(), "", 1);
  }

  private static NavigableSet<String> named(String text) {
    NavigableSet<String> named = new TreeSet<>();
    text.lines()
        .filter(line -> line.startsWith(MODULE))
        .map(line -> line.substring(MODULE.length()))
        .filter(ModuleName::isValid)
        .forEach(named::add);
    return named;
  }

  private static SortedMap<String, Registration> blocks(Path file, String text) {
    SortedMap<String, Registration> records = new TreeMap<>();
    int from = text.startsWith(MODULE) ? 0 : text.indexOf("\n" + MODULE) + 1;
    while (from > 0 || text.startsWith(MODULE, from)) {
      int next = text.indexOf("\n" + MODULE, from) + 1;
      String block = next > 0 ? text.substring(from, next) : text.substring(from);
      try {
        Registration record = RegistryText.readOne(file.toString(), block);
        if (record.id() != Registration.UNREGISTERED) {
          records.putIfAbsent(record.module(), record);
        }
      } catch (ProblemException e) {
        // Derived from another place, if there is one.
      }
      if (next <= 0) {
        break;
      }
      from = next;
    }
    return records;
  }

  /** The value of a line in front of the first block. */
  private static String head(String text, String key) {
    int end = text.indexOf("\n" + MODULE);
    String head = end < 0 ? text : text.substring(0, end);
    for (String line : (Iterable<String>) head.lines()::iterator) {
      if (line.startsWith(key)) {
        return line.substring(key.length());
      }
    }
    return "";
  }

  private static int number(String text) {
    try {
      return Math.max(1, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 1;
    }
  }
}
