package dlkm.registry;

import dlkm.declaration.SupportedPhase;
import dlkm.declaration.TunableText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Writes one module's block of the registry, key by key. */
final class RecordWriter {

  private static final List<String> ABSENT = List.of();

  private final Registration record;

  private RecordWriter(Registration record) {
    this.record = record;
  }

  /** The block, {@code end} included. */
  static String block(Registration record) {
    RecordWriter writer = new RecordWriter(record);
    StringBuilder text = new StringBuilder(600);
    for (RecordKey key : RecordKey.values()) {
      for (String value : writer.values(key)) {
        text.append(key.word()).append(value.isEmpty() ? "" : " ").append(value).append('\n');
      }
    }
    return text.append(RegistryLines.END).append('\n').toString();
  }

  private List<String> values(RecordKey key) {
    return switch (key) {
      case MODULE -> List.of(record.module());
      case ID -> number(record.id());
      case VERSION -> List.of(record.version());
      case TYPE -> List.of(record.type().keyword());
      case DESCRIPTION -> List.of(record.description());
      case SUPPORTED -> List.of(supported());
      case PLANNED -> List.of(record.phases().planned().name());
      case CONFIGURED -> List.of(record.phases().configured().name());
      case UNUSED -> record.phases().used() ? ABSENT : List.of(Values.YES);
      case SHA256 -> List.of(record.image().sha256());
      case BUILD_ID -> List.of(record.image().buildId().orElse(""));
      case SRCVERSION -> List.of(record.image().srcversion().orElse(""));
      case KIS -> List.of(record.image().kis());
      case INTERFACE -> List.of(record.image().wrapped() ? Values.WRAPPED : Values.NATIVE);
      case STATIC -> record.isStatic() ? List.of(Values.YES) : ABSENT;
      case STUB -> record.image().stubs();
      case NEEDS -> List.of(String.join(" ", record.dependencies()));
      case SOFT_BEFORE -> words(record.image().softDependencies().before());
      case SOFT_AFTER -> words(record.image().softDependencies().after());
      case PREFERRED_OVER -> words(record.preferredOver());
      case TUNABLE -> tunables(true);
      case PARAMETER -> tunables(false);
      case BLOCK_MAJOR -> number(record.access().blockMajor());
      case CHAR_MAJOR -> number(record.access().charMajor());
      case LINE_DISCIPLINE -> number(record.access().lineDiscipline());
      case BUILT -> List.of(record.origin().built().toString());
      case REGISTERED ->
          record.origin().registered().map(when -> List.of(when.toString())).orElse(ABSENT);
      case BY -> List.of(record.origin().who());
    };
  }

  private static List<String> number(int number) {
    return List.of(String.valueOf(number));
  }

  private static List<String> number(OptionalInt number) {
    return number.isPresent() ? number(number.getAsInt()) : ABSENT;
  }

  private static List<String> words(List<String> words) {
    return words.isEmpty() ? ABSENT : List.of(String.join(" ", words));
  }

  private String supported() {
    List<String> supported = new ArrayList<>();
    for (SupportedPhase phase : SupportedPhase.values()) {
      if (record.phases().supported().contains(phase)) {
        supported.add(phase.name());
      }
    }
    return String.join(" ", supported);
  }

  private List<String> tunables(boolean compiled) {
    List<String> lines = new ArrayList<>();
    for (TunableValue tunable : record.tunables()) {
      if (tunable.compiled() == compiled) {
        lines.add(tunable.name() + " " + TunableText.word(tunable.value()));
      }
    }
    return lines;
  }
}
