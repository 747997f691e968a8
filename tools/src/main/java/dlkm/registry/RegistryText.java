package dlkm.registry;

import dlkm.problem.ProblemException;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The registry as text: a key and a value a line, a block from {@code module NAME} to {@code end}
 * for each module, modules by name; {@link RecordKey} has the keys. A POSIX shell reads it with
 * {@code while read -r key value}. Reading is strict: a key or a value that the tools don't write
 * is an error with its line. Both ways use the same table, and what is written has been read back.
 *
 * <p>Every query reads a registry, so it is parsed by hand: no regular expressions, no {@code
 * split}.
 */
public final class RegistryText {

  private static final String FORMAT = "1";

  private RegistryText() {}

  /** The text of a whole registry. */
  public static String write(Registry registry) {
    StringBuilder text = new StringBuilder(4096);
    text.append("# The loadable modules registered with one kernel; see dlkm-registry(5).\n");
    text.append("# Written by the dlkm tools: change it with them, never by hand.\n");
    text.append("format ").append(FORMAT);
    text.append("\nrelease ").append(registry.release());
    text.append("\nkis ").append(registry.kis());
    text.append("\nnext-id ").append(registry.nextId()).append('\n');
    for (Registration registration : registry.all()) {
      text.append('\n').append(write(registration));
    }
    return text.toString();
  }

  /**
   * The text of one module's block, as in the build area.
   *
   * @throws IllegalArgumentException when a value breaks the rules of its key
   */
  public static String write(Registration registration) {
    String text = RecordWriter.block(registration);
    try {
      if (readOne(registration.module(), text).equals(registration)) {
        return text;
      }
    } catch (ProblemException e) {
      throw new IllegalArgumentException("not a record: " + registration, e);
    }
    throw new IllegalArgumentException("reads back differently: " + registration);
  }

  /**
   * Reads a whole registry.
   *
   * @throws ProblemException when the text is not as {@link #write(Registry)} writes it
   */
  public static Registry read(String shownFile, String text) {
    RegistryLines lines = RegistryLines.ofRegistry(shownFile, text);
    String format = lines.value("format");
    if (!format.equals(FORMAT)) {
      throw lines.damaged("format " + format + " is unknown to this version");
    }
    String release = lines.value("release", Values::release);
    String kis = lines.value("kis", Values::word);
    int nextId = lines.value("next-id", value -> Values.number(value, 1, Integer.MAX_VALUE));
    return new Registry(release, kis, nextId, modules(lines, nextId));
  }

  private static SortedMap<String, Registration> modules(RegistryLines lines, int nextId) {
    SortedMap<String, Registration> modules = new TreeMap<>();
    Set<Integer> ids = new HashSet<>();
    while (lines.more()) {
      Registration registration = RecordReader.block(lines);
      if (!modules.isEmpty() && modules.lastKey().compareTo(registration.module()) >= 0) {
        throw lines.damaged("module " + registration.module() + " is out of order");
      }
      // From 1 to below the next one, each once.
      int id = registration.id();
      if (id <= Registration.UNREGISTERED || id >= nextId || !ids.add(id)) {
        throw lines.damaged("module " + registration.module() + " has a wrong id");
      }
      modules.put(registration.module(), registration);
    }
    return modules;
  }

  /** Reads one module's block, as {@link #write(Registration)} writes it. */
  public static Registration readOne(String shownFile, String text) {
    RegistryLines lines = RegistryLines.ofRecord(shownFile, text);
    Registration registration = RecordReader.block(lines);
    if (lines.more()) {
      throw lines.unexpected();
    }
    return registration;
  }
}
