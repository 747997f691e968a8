package dlkm.registry;

import dlkm.conf.ModuleType;
import dlkm.conf.Phase;
import dlkm.conf.SupportedPhase;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The registry as text: a key and a value a line, a block from {@code module NAME} to {@code end}
 * for each module, modules by name. A POSIX shell reads it with {@code while read -r key value}.
 * Reading is strict: a registry that is not as we write it is damaged, and nothing is guessed.
 *
 * <p>Read by every query, so it is parsed by hand: no regular expressions, no {@code split}.
 */
public final class RegistryText {

  private static final String FORMAT = "1";

  private RegistryText() {}

  /** The text of a whole registry. */
  public static String write(Registry registry) {
    StringBuilder text = new StringBuilder(4096);
    text.append("# The loadable modules registered with one kernel; see dlkm-registry(5).\n");
    text.append("# Written by the dlkm tools: change it with them, never by hand.\n");
    line(text, "format", FORMAT);
    line(text, "release", registry.release());
    line(text, "kis", registry.kis());
    line(text, "next-id", String.valueOf(registry.nextId()));
    for (Registration registration : registry.all()) {
      text.append('\n').append(write(registration));
    }
    return text.toString();
  }

  /** The text of one module's block, as in the build area. */
  public static String write(Registration registration) {
    StringBuilder text = new StringBuilder(600);
    line(text, "module", registration.module());
    line(text, "id", String.valueOf(registration.id()));
    line(text, "version", registration.version());
    line(text, "type", registration.type().keyword());
    line(text, "description", registration.description());
    phases(text, registration.phases());
    image(text, registration.image());
    line(text, "needs", String.join(" ", registration.dependencies()));
    for (TunableValue tunable : registration.tunables()) {
      String key = tunable.compiled() ? "tunable " : "parameter ";
      text.append(key).append(tunable.name()).append(' ').append(tunable.value()).append('\n');
    }
    access(text, registration.access());
    Origin origin = registration.origin();
    line(text, "built", origin.built().toString());
    origin.registered().ifPresent(when -> line(text, "registered", when.toString()));
    line(text, "by", origin.who());
    return text.append("end\n").toString();
  }

  private static void phases(StringBuilder text, Phases phases) {
    StringBuilder supported = new StringBuilder();
    for (SupportedPhase phase : SupportedPhase.values()) {
      if (phases.supported().contains(phase)) {
        supported.append(supported.isEmpty() ? "" : " ").append(phase.name());
      }
    }
    line(text, "supported", supported.toString());
    line(text, "planned", phases.planned().name());
    line(text, "configured", phases.configured().name());
    if (!phases.used()) {
      line(text, "unused", "yes");
    }
  }

  private static void image(StringBuilder text, ImageFacts image) {
    line(text, "sha256", image.sha256());
    line(text, "build-id", image.buildId().orElse(""));
    line(text, "srcversion", image.srcversion().orElse(""));
    line(text, "kis", image.kis());
    line(text, "interface", image.wrapped() ? "dlkm" : "linux");
  }

  private static void access(StringBuilder text, Access access) {
    line(text, "block-major", String.valueOf(access.blockMajor()));
    line(text, "char-major", String.valueOf(access.charMajor()));
    if (access.lineDiscipline().isPresent()) {
      line(text, "line-discipline", String.valueOf(access.lineDiscipline().getAsInt()));
    }
  }

  private static void line(StringBuilder text, String key, String value) {
    if (value.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(key + " has more than one line");
    }
    text.append(key);
    if (!value.isEmpty()) {
      text.append(' ').append(value);
    }
    text.append('\n');
  }

  /**
   * Reads a whole registry.
   *
   * @throws ProblemException when the text is not as {@link #write(Registry)} writes it
   */
  public static Registry read(String shownFile, String text) {
    Reader reader = new Reader(shownFile, text);
    Map<String, String> head = reader.block(true);
    if (!reader.required(head, "format").equals(FORMAT)) {
      throw reader.damaged("format " + head.get("format") + " is not known to this version");
    }
    SortedMap<String, Registration> modules = new TreeMap<>();
    while (reader.more()) {
      Registration registration = registration(reader);
      if (modules.put(registration.module(), registration) != null) {
        throw reader.damaged("module " + registration.module() + " stands here twice");
      }
    }
    return new Registry(
        reader.required(head, "release"),
        reader.required(head, "kis"),
        reader.number(head, "next-id"),
        modules);
  }

  /** Reads one module's block, as {@link #write(Registration)} writes it. */
  public static Registration readOne(String shownFile, String text) {
    return registration(new Reader(shownFile, text));
  }

  private static Registration registration(Reader reader) {
    Map<String, String> block = reader.block(false);
    List<TunableValue> tunables = List.copyOf(reader.tunables);
    return new Registration(
        reader.required(block, "module"),
        reader.number(block, "id"),
        reader.required(block, "version"),
        ModuleType.of(reader.required(block, "type"))
            .orElseThrow(() -> reader.damaged("type " + block.get("type") + " is unknown")),
        block.getOrDefault("description", ""),
        readPhases(reader, block),
        new ImageFacts(
            reader.required(block, "sha256"),
            filled(block, "build-id"),
            filled(block, "srcversion"),
            reader.required(block, "kis"),
            reader.required(block, "interface").equals("dlkm")),
        words(block.getOrDefault("needs", "")),
        tunables,
        new Access(
            reader.number(block, "block-major"),
            reader.number(block, "char-major"),
            block.containsKey("line-discipline")
                ? OptionalInt.of(reader.number(block, "line-discipline"))
                : OptionalInt.empty()),
        new Origin(
            reader.instant(block, "built"),
            block.containsKey("registered")
                ? Optional.of(reader.instant(block, "registered"))
                : Optional.empty(),
            reader.required(block, "by")));
  }

  private static Phases readPhases(Reader reader, Map<String, String> block) {
    EnumSet<SupportedPhase> supported = EnumSet.noneOf(SupportedPhase.class);
    for (String name : words(block.getOrDefault("supported", ""))) {
      supported.add(reader.constant(SupportedPhase.class, name));
    }
    return new Phases(
        supported,
        reader.constant(Phase.class, reader.required(block, "planned")),
        reader.constant(Phase.class, reader.required(block, "configured")),
        !block.containsKey("unused"));
  }

  private static Optional<String> filled(Map<String, String> block, String key) {
    String value = block.getOrDefault(key, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static List<String> words(String value) {
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start < value.length()) {
      int space = value.indexOf(' ', start);
      int stop = space < 0 ? value.length() : space;
      if (stop > start) {
        words.add(value.substring(start, stop));
      }
      start = stop + 1;
    }
    return words;
  }

  /** Walks the lines, block by block. */
  private static final class Reader {

    private final String file;
    private final String text;
    private int position;
    private int line = 1;
    private List<TunableValue> tunables = new ArrayList<>();

    Reader(String file, String text) {
      this.file = file;
      this.text = text;
    }

    /** The head block ends before the first module, a module's block at its {@code end}. */
    Map<String, String> block(boolean head) {
      Map<String, String> block = new HashMap<>();
      tunables = new ArrayList<>();
      while (more()) {
        if (head && text.startsWith("module ", position)) {
          return block;
        }
        String next = next();
        if (next.equals("end")) {
          return block;
        }
        entry(block, next);
      }
      if (!head) {
        throw damaged("it ends in the middle of a module");
      }
      return block;
    }

    private void entry(Map<String, String> block, String entry) {
      int space = entry.indexOf(' ');
      String key = space < 0 ? entry : entry.substring(0, space);
      String value = space < 0 ? "" : entry.substring(space + 1);
      if (key.equals("tunable") || key.equals("parameter")) {
        int gap = value.indexOf(' ');
        if (gap < 0) {
          throw damaged("a " + key + " has no value");
        }
        tunables.add(
            new TunableValue(
                value.substring(0, gap), value.substring(gap + 1), key.equals("tunable")));
      } else if (block.put(key, value) != null) {
        throw damaged(key + " stands here twice");
      }
    }

    boolean more() {
      while (position < text.length()
          && (text.charAt(position) == '\n' || text.charAt(position) == '#')) {
        next();
      }
      return position < text.length();
    }

    private String next() {
      int newline = text.indexOf('\n', position);
      if (newline < 0) {
        throw damaged("its last line is cut off");
      }
      String next = text.substring(position, newline);
      position = newline + 1;
      line++;
      return next;
    }

    String required(Map<String, String> block, String key) {
      String value = block.getOrDefault(key, "");
      if (value.isEmpty()) {
        throw damaged(key + " is missing");
      }
      return value;
    }

    int number(Map<String, String> block, String key) {
      String value = required(block, key);
      try {
        return Integer.parseInt(value);
      } catch (NumberFormatException e) {
        throw damaged(key + " is no number: '" + value + "'");
      }
    }

    Instant instant(Map<String, String> block, String key) {
      String value = required(block, key);
      try {
        return Instant.parse(value);
      } catch (DateTimeException e) {
        throw damaged(key + " is no time: '" + value + "'");
      }
    }

    <E extends Enum<E>> E constant(Class<E> type, String name) {
      for (E constant : Arrays.asList(type.getEnumConstants())) {
        if (constant.name().equals(name)) {
          return constant;
        }
      }
      throw damaged("'" + name + "' is no phase");
    }

    ProblemException damaged(String what) {
      return new ProblemException(
          Problem.at(
              new Where(file, Math.max(1, line - 1)),
              "the registry is damaged: " + what,
              "in the function set, 'ln -sfn gen/NUMBER current' goes back to an earlier generation"));
    }
  }
}
