package dlkm.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a module's block in the registry, in the order in which they are written. {@link
 * RecordWriter} says what stands behind each, {@link RecordReader} what may.
 */
enum RecordKey {
  MODULE("module", Count.ONE),
  ID("id", Count.ONE),
  VERSION("version", Count.ONE),
  TYPE("type", Count.ONE),
  DESCRIPTION("description", Count.ONE),
  SUPPORTED("supported", Count.ONE),
  PLANNED("planned", Count.ONE),
  CONFIGURED("configured", Count.ONE),
  UNUSED("unused", Count.AT_MOST_ONE),
  SHA256("sha256", Count.ONE),
  BUILD_ID("build-id", Count.ONE),
  SRCVERSION("srcversion", Count.ONE),
  KIS("kis", Count.ONE),
  INTERFACE("interface", Count.ONE),
  STATIC("static", Count.AT_MOST_ONE),
  STUB("stub", Count.ANY),
  NEEDS("needs", Count.ONE),
  SOFT_BEFORE("soft-before", Count.AT_MOST_ONE),
  SOFT_AFTER("soft-after", Count.AT_MOST_ONE),
  PREFERRED_OVER("preferred-over", Count.AT_MOST_ONE),
  TUNABLE("tunable", Count.ANY),
  PARAMETER("parameter", Count.ANY),
  BLOCK_MAJOR("block-major", Count.ONE),
  CHAR_MAJOR("char-major", Count.ONE),
  LINE_DISCIPLINE("line-discipline", Count.AT_MOST_ONE),
  BUILT("built", Count.ONE),
  REGISTERED("registered", Count.AT_MOST_ONE),
  BY("by", Count.ONE);

  /** How often a key stands in a block. */
  enum Count {
    ONE,
    AT_MOST_ONE,
    ANY
  }

  private static final RecordKey[] ALL = values();
  private static final Map<String, RecordKey> BY_WORD = new HashMap<>();

  static {
    for (RecordKey key : ALL) {
      BY_WORD.put(key.word, key);
    }
  }

  private final String word;
  private final Count count;

  RecordKey(String word, Count count) {
    this.word = word;
    this.count = count;
  }

  /** The key that a line begins with, when there is such a key. */
  static Optional<RecordKey> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  String word() {
    return word;
  }

  Count count() {
    return count;
  }
}
