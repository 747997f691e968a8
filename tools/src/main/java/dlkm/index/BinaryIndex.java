package dlkm.index;

/**
 * The binary forms of {@code modules.dep}, {@code modules.alias} and {@code modules.symbols}, each
 * made from its text alone. The priority of a value is the number of its module.
 */
final class BinaryIndex {

  private BinaryIndex() {}

  /** The binary form of a text; a symbol may have several modules. */
  static byte[] of(IndexKind kind, byte[] text, NumberedNames names) {
    return kind == IndexKind.DEPENDENCIES
        ? ofDependencies(text, names)
        : AliasReader.read(kind, text, names).write();
  }

  /** Maps a module's name to its line. */
  static byte[] ofDependencies(byte[] text, NumberedNames names) {
    TrieWriter trie = new TrieWriter(text, names.count());
    LineScanner lines = new LineScanner(text);
    for (int number = 0; lines.next(); number++) {
      int key = trie.keys().length;
      names.copy(number, trie.keys());
      trie.add(key, lines.from(), lines.to(), number);
    }
    return trie.write();
  }

  /** Maps an alias to the names of the modules that it stands for. */
  static byte[] ofAliases(byte[] text, NumberedNames names) {
    return AliasReader.read(IndexKind.ALIASES, text, names).write();
  }

  /** Maps a symbol to the name of the module that supplies it. */
  static byte[] ofSymbols(byte[] text, NumberedNames names) {
    TrieWriter trie = AliasReader.read(IndexKind.SYMBOLS, text, names);
    byte[] written = trie.write();
    if (trie.shared().isPresent()) {
      throw new NotPatchableException("two modules supply " + trie.shared().get());
    }
    return written;
  }
}
