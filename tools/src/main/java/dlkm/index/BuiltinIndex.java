package dlkm.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The binary lists of what is built into the kernel, made from the kernel build's own files, read
 * as {@code depmod} does: {@code modules.builtin}, a path a line, and {@code
 * modules.builtin.modinfo}, texts {@code module.key=value} each ended by NUL.
 */
public final class BuiltinIndex {

  private static final byte[] ALIAS = {'a', 'l', 'i', 'a', 's'};

  /** An alias, from and to, and its module's name, from and to. */
  private record Entry(int from, int to, int name, int nameEnd) {}

  private final byte[] text;
  private final List<Entry> entries = new ArrayList<>();
  private int at;

  private BuiltinIndex(byte[] text) {
    this.text = text;
  }

  /** {@code modules.builtin.bin}: the modules' names. */
  public static byte[] modules(byte[] builtin) {
    TrieWriter trie = new TrieWriter(builtin, builtin.length / 32 + 16);
    LineScanner lines = new LineScanner(builtin);
    while (lines.next()) {
      if (lines.from() < lines.to() && isLetter(builtin[lines.from()])) {
        int key = trie.keys().length;
        int name = LineScanner.fileName(builtin, lines.from(), lines.to());
        for (int i = name; i < lines.to() && builtin[i] != '.'; i++) {
          trie.keys().add(builtin[i] == '-' ? '_' : builtin[i]);
        }
        trie.add(key, lines.from(), lines.from(), 0);
      }
    }
    return trie.write();
  }

  private static boolean isLetter(byte its) {
    return its >= 'a' && its <= 'z' || its >= 'A' && its <= 'Z';
  }

  /** {@code modules.builtin.alias.bin}: the modules' names by their aliases. */
  public static byte[] aliases(byte[] modinfo) {
    BuiltinIndex index = new BuiltinIndex(modinfo);
    index.readAll();
    TrieWriter trie = new TrieWriter(modinfo, index.entries.size());
    // Of several modules with one alias kmod has the last first.
    for (Entry entry : index.entries.reversed()) {
      int key = trie.keys().length;
      if (AliasReader.evenAlias(modinfo, entry.from, entry.to, trie.keys())) {
        trie.add(key, entry.name, entry.nameEnd, 0);
      }
    }
    return trie.write();
  }

  private void readAll() {
    while (at < text.length) {
      int name = at;
      int dot = until('.');
      if (dot <= name) {
        continue;
      }
      int key = at;
      int equals = until('=');
      boolean isAlias = equals >= 0 && Arrays.equals(text, key, equals, ALIAS, 0, ALIAS.length);
      int value = at;
      int end = until(0);
      if (isAlias && end > value) {
        entries.add(new Entry(value, end, name, dot));
      }
    }
  }

  /**
   * Goes behind the next {@code mark} and tells where that was; -1 when the text, or all of the
   * file, ends before it.
   */
  private int until(int mark) {
    int from = at;
    while (from < text.length && text[from] != mark && text[from] != 0) {
      from++;
    }
    at = Math.min(from + 1, text.length);
    return from < text.length && text[from] == mark ? from : -1;
  }
}
