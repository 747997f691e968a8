package dlkm.index;

/** Kind of one of the index's binary files, made from the text of that name. */
public enum IndexKind {
  /** {@code modules.dep}: lines by module. */
  DEPENDENCIES("modules.dep"),

  /** {@code modules.alias}: modules by alias, in which {@code -} is {@code _}. */
  ALIASES("modules.alias"),

  /**
   * {@code modules.symbols}: modules by symbol. Symbols are kept as they are: without modversions
   * {@code depmod} takes a namespace for one, such as {@code module:kvm-amd}.
   */
  SYMBOLS("modules.symbols");

  private final String file;

  IndexKind(String file) {
    this.file = file;
  }

  /** The kind of the binary file beside a text. */
  public static IndexKind of(String file) {
    for (IndexKind kind : values()) {
      if (kind.file.equals(file)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(file);
  }

  /** The name of the text. */
  String file() {
    return file;
  }

  /**
   * Appends the key for a part of a text.
   *
   * @return whether the index has a place for it
   */
  boolean addKey(byte[] text, int from, int to, ByteBuilder key) {
    return this == SYMBOLS
        ? addPlain(text, from, to, key)
        : AliasReader.evenAlias(text, from, to, key);
  }

  private static boolean addPlain(byte[] text, int from, int to, ByteBuilder key) {
    for (int i = from; i < to; i++) {
      if (text[i] < 0) {
        return false;
      }
    }
    key.add(text, from, to);
    return true;
  }
}
