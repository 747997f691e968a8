package dlkm.registry;

import dlkm.declaration.ModuleType;
import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads one module's block of the registry: each key of the table as often as it may stand there,
 * each value by its rules, nothing else.
 */
final class RecordReader {

  /** CHRDEV_MAJOR_MAX of include/linux/fs.h allows fewer today; MINORBITS leave twelve bits. */
  private static final int LAST_MAJOR = (1 << 12) - 1;

  private final Set<RecordKey> seen = EnumSet.noneOf(RecordKey.class);
  private final List<String> dependencies = new ArrayList<>();
  private final List<String> softBefore = new ArrayList<>();
  private final List<String> softAfter = new ArrayList<>();
  private final List<String> preferredOver = new ArrayList<>();
  private final List<TunableValue> tunables = new ArrayList<>();
  private final Set<SupportedPhase> supported = EnumSet.noneOf(SupportedPhase.class);
  private String module = "";
  private int id;
  private String version = "";
  private ModuleType type = ModuleType.MISC;
  private String description = "";
  private Phase planned = Phase.AUTO;
  private Phase configured = Phase.AUTO;
  private boolean used = true;
  private String sha256 = "";
  private Optional<String> buildId = Optional.empty();
  private Optional<String> srcversion = Optional.empty();
  private String kis = "";
  private boolean wrapped;
  private boolean isStatic;
  private final List<String> stubs = new ArrayList<>();
  private int blockMajor;
  private int charMajor;
  private OptionalInt lineDiscipline = OptionalInt.empty();
  private Instant built = Instant.EPOCH;
  private Optional<Instant> registered = Optional.empty();
  private String who = "";

  /** Reads the lines from {@code module NAME} to {@code end}. */
  static Registration block(RegistryLines lines) {
    RecordReader reader = new RecordReader();
    while (lines.inBlock()) {
      RecordKey key = RecordKey.of(lines.key()).orElseThrow(lines::unknownKey);
      if (!reader.seen.add(key) && key.count() != RecordKey.Count.ANY) {
        throw lines.damaged("key '" + key.word() + "' is there twice");
      }
      lines.checked(key.word(), value -> reader.read(key, value));
    }
    for (RecordKey key : RecordKey.values()) {
      if (key.count() == RecordKey.Count.ONE && !reader.seen.contains(key)) {
        throw lines.damaged("key '" + key.word() + "' is missing");
      }
    }
    return reader.registration();
  }

  private void read(RecordKey key, String value) {
    switch (key) {
      case MODULE -> module = Values.module(value);
      case ID -> id = Values.number(value, Registration.UNREGISTERED, Integer.MAX_VALUE);
      case VERSION -> version = Values.text(value);
      case TYPE -> type = Values.type(value);
      case DESCRIPTION -> description = Values.optionalText(value);
      case SUPPORTED -> Values.words(value).forEach(w -> supported.add(Values.supported(w)));
      case PLANNED -> planned = Values.phase(value);
      case CONFIGURED -> configured = Values.phase(value);
      case UNUSED -> used = !Values.oneOf(value, Values.YES, Values.YES);
      case SHA256 -> sha256 = Values.sha256(value);
      case BUILD_ID -> buildId = Values.optionalWord(value);
      case SRCVERSION -> srcversion = Values.optionalWord(value);
      case KIS -> kis = Values.word(value);
      case INTERFACE -> wrapped = Values.oneOf(value, Values.WRAPPED, Values.NATIVE);
      case STATIC -> isStatic = Values.oneOf(value, Values.YES, Values.YES);
      case STUB -> stubs.add(Values.word(value));
      case NEEDS -> Values.words(value).forEach(w -> dependencies.add(Values.module(w)));
      case SOFT_BEFORE -> Values.words(value).forEach(w -> softBefore.add(Values.softName(w)));
      case SOFT_AFTER -> Values.words(value).forEach(w -> softAfter.add(Values.softName(w)));
      case PREFERRED_OVER -> Values.words(value).forEach(w -> preferredOver.add(Values.module(w)));
      case TUNABLE -> tunables.add(Values.tunable(value, true));
      case PARAMETER -> tunables.add(Values.tunable(value, false));
      case BLOCK_MAJOR -> blockMajor = Values.number(value, -1, LAST_MAJOR);
      case CHAR_MAJOR -> charMajor = Values.number(value, -1, LAST_MAJOR);
      case LINE_DISCIPLINE -> lineDiscipline = OptionalInt.of(Values.number(value, 1, 255));
      case BUILT -> built = Values.time(value);
      case REGISTERED -> registered = Optional.of(Values.time(value));
      case BY -> who = Values.text(value);
    }
  }

  private Registration registration() {
    return new Registration(
        module,
        id,
        version,
        type,
        description,
        new Phases(supported, planned, configured, used),
        new ImageFacts(
            sha256,
            buildId,
            srcversion,
            kis,
            new SoftDependencies(softBefore, softAfter),
            wrapped,
            isStatic,
            stubs),
        dependencies,
        tunables,
        new AccessNumbers(blockMajor, charMajor, lineDiscipline),
        preferredOver,
        new Origin(built, registered, who));
  }
}
