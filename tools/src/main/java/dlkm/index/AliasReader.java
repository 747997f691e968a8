package dlkm.index;

import java.nio.charset.StandardCharsets;

/**
 * Reader of {@code modules.alias} or {@code modules.symbols} into a trie: lines of {@code alias
 * ALIAS MODULE}, where the alias may contain spaces.
 */
final class AliasReader {

  private static final byte[] HEAD = "alias ".getBytes(StandardCharsets.US_ASCII);

  private final IndexKind kind;
  private final byte[] text;
  private final NumberedNames names;
  private final TrieWriter trie;

  /** The module of the last line and where its name stands: a module's aliases stand together. */
  private int number = -1;

  private int nameFrom;
  private int nameTo;

  private AliasReader(IndexKind kind, byte[] text, NumberedNames names) {
    this.kind = kind;
    this.text = text;
    this.names = names;
    trie = new TrieWriter(text, text.length / 40);
  }

  static TrieWriter read(IndexKind kind, byte[] text, NumberedNames names) {
    AliasReader reader = new AliasReader(kind, text, names);
    LineScanner lines = new LineScanner(text);
    while (lines.next()) {
      if (!lines.isComment()) {
        reader.line(lines);
      }
    }
    return reader.trie;
  }

  private void line(LineScanner lines) {
    int module = lines.lastWord();
    int alias = lines.from() + HEAD.length;
    if (!LineScanner.startsWith(text, lines.from(), HEAD) || module <= alias) {
      throw new NotPatchableException(kind.file() + " has a line that is no alias");
    }
    find(module, lines.to());
    int key = trie.keys().length;
    if (kind.addKey(text, alias, module - 1, trie.keys())) {
      trie.add(key, module, lines.to(), number);
    }
  }

  private void find(int from, int to) {
    if (number < 0 || !same(from, to)) {
      number = names.find(text, from, to);
      nameFrom = from;
      nameTo = to;
    }
    if (number < 0) {
      String name = new String(text, from, to - from, StandardCharsets.UTF_8);
      throw new NotPatchableException(
          kind.file() + " names '" + name + "', which modules.dep lacks");
    }
  }

  private boolean same(int from, int to) {
    if (to - from != nameTo - nameFrom) {
      return false;
    }
    for (int i = from, j = nameFrom; i < to; i++, j++) {
      if (text[i] != text[j]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Appends an alias to the keys with its dashes made underscores, those of a character class
   * aside. One with a bracket that has no partner stays out of the index, as with {@code depmod};
   * so does one with a byte that the format has no place for.
   */
  static boolean evenAlias(byte[] text, int from, int to, ByteBuilder key) {
    byte[] bytes = key.room(to - from);
    int at = key.length;
    boolean inClass = false;
    for (int i = from; i < to; i++) {
      byte its = text[i];
      if (its < 0) {
        return false;
      }
      if (its == '[') {
        inClass = true;
      } else if (its == ']') {
        if (!inClass) {
          return false;
        }
        inClass = false;
      }
      bytes[at++] = its == '-' && !inClass ? (byte) '_' : its;
    }
    if (!inClass) {
      key.length = at;
    }
    return !inClass;
  }
}
