package dlkm.index;

import java.nio.charset.StandardCharsets;

/**
 * The binary forms of {@code modules.dep}, {@code modules.alias} and {@code modules.symbols}, each
 * made from its text alone. The priority of a value is the number of its module.
 */
final class BinaryIndex {

  private static final byte[] ALIAS = "alias ".getBytes(StandardCharsets.US_ASCII);

  private BinaryIndex() {}

  /** Maps a module's name to its line. */
  static byte[] ofDependencies(byte[] text, Names names) {
    TrieWriter trie = new TrieWriter(text, names.count());
    Lines lines = new Lines(text);
    for (int number = 0; lines.next(); number++) {
      int key = trie.keys().length;
      names.copy(number, trie.keys());
      trie.add(key, lines.from(), lines.to(), number);
    }
    return write(trie, "modules.dep");
  }

  /** Maps an alias to the names of the modules that it stands for. */
  static byte[] ofAliases(byte[] text, Names names) {
    return write(aliases(text, names, "modules.alias"), "modules.alias");
  }

  /** Maps a symbol to the name of the module that supplies it. */
  static byte[] ofSymbols(byte[] text, Names names) {
    TrieWriter trie = aliases(text, names, "modules.symbols");
    byte[] written = write(trie, "modules.symbols");
    if (trie.shared().isPresent()) {
      throw new Unfit("two modules supply " + trie.shared().get());
    }
    return written;
  }

  private static byte[] write(TrieWriter trie, String file) {
    if (!trie.isAscii()) {
      throw new Unfit(file + ": the index can't hold names outside of 7-bit ASCII");
    }
    return trie.write();
  }

  private static TrieWriter aliases(byte[] text, Names names, String file) {
    TrieWriter trie = new TrieWriter(text, text.length / 40);
    Lines lines = new Lines(text);
    int number = -1;
    int last = 0;
    int lastEnd = 0;
    while (lines.next()) {
      if (lines.isComment()) {
        continue;
      }
      int module = lines.lastWord();
      int alias = lines.from() + ALIAS.length;
      if (!Lines.startsWith(text, lines.from(), ALIAS) || module <= alias) {
        throw new Unfit(file + " has a line that is no alias");
      }
      // A module's aliases stand together.
      if (number < 0 || !same(text, last, lastEnd, module, lines.to())) {
        number = names.find(text, module, lines.to());
        last = module;
        lastEnd = lines.to();
      }
      if (number < 0) {
        throw new Unfit(
            file
                + " names '"
                + new String(text, module, lines.to() - module, StandardCharsets.UTF_8)
                + "', which modules.dep lacks");
      }
      int key = trie.keys().length;
      if (evenAlias(text, alias, module - 1, trie.keys())) {
        trie.add(key, module, lines.to(), number);
      } else {
        trie.keys().length = key;
      }
    }
    return trie;
  }

  private static boolean same(byte[] text, int from, int to, int otherFrom, int otherTo) {
    if (to - from != otherTo - otherFrom) {
      return false;
    }
    for (int i = 0; i < to - from; i++) {
      if (text[from + i] != text[otherFrom + i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Appends an alias with its dashes made underscores, those of a character class aside. One with a
   * bracket that has no partner stays out of the index, as with {@code depmod}.
   */
  private static boolean evenAlias(byte[] text, int from, int to, ByteBuilder key) {
    boolean inClass = false;
    for (int i = from; i < to; i++) {
      byte its = text[i];
      if (its == ']' && !inClass) {
        return false;
      }
      inClass = its == '[' || (inClass && its != ']');
      key.add(its == '-' && !inClass ? '_' : its);
    }
    return !inClass;
  }
}
