package dlkm.index;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Insertion and removal of an index text's lines in its binary form. */
final class LinePatch {

  private static final int ALIAS = "alias ".length();

  private final TriePatch trie;
  private final ModuleNumbers names;
  private final IndexKind kind;

  LinePatch(TriePatch trie, ModuleNumbers names, IndexKind kind) {
    this.trie = trie;
    this.names = names;
    this.kind = kind;
  }

  void line(byte[] text, TextChange.Line line, boolean added) {
    if (kind == IndexKind.DEPENDENCIES) {
      dependency(text, line, added);
    } else if (text[line.from()] != '#') {
      alias(text, line, added);
    }
  }

  private void dependency(byte[] text, TextChange.Line line, boolean added) {
    int colon = line.from();
    while (text[colon] != ':') {
      colon++;
    }
    int number = number(text, LineScanner.fileName(text, line.from(), colon), colon, line);
    ByteBuilder key = new ByteBuilder(64);
    names.copy(number, key);
    put(key, text, line.from(), line.to(), number, added);
  }

  private void alias(byte[] text, TextChange.Line line, boolean added) {
    int module = LineScanner.lastWord(text, line.from(), line.to());
    int number = number(text, module, line.to(), line);
    if (module <= line.from() + ALIAS || !isName(number, text, module, line.to())) {
      throw new NotPatchableException("a line isn't an alias of its module");
    }
    ByteBuilder key = new ByteBuilder(line.to() - line.from());
    if (kind.addKey(text, line.from() + ALIAS, module - 1, key)) {
      put(key, text, module, line.to(), number, added);
    }
  }

  /** An alias may hold what the index has no place for: then the line ends in something else. */
  private boolean isName(int number, byte[] text, int from, int to) {
    ByteBuilder name = new ByteBuilder(64);
    names.copy(number, name);
    return Arrays.equals(name.bytes, 0, name.length, text, from, to);
  }

  private int number(byte[] text, int from, int to, TextChange.Line line) {
    int number = line.module();
    if (number == TextChange.UNKNOWN) {
      number = names.find(text, from, to);
    }
    if (number < 0) {
      throw new NotPatchableException("a line names an unknown module");
    }
    return number;
  }

  private void put(ByteBuilder key, byte[] text, int from, int to, int number, boolean added) {
    byte[] value = Arrays.copyOfRange(text, from, to);
    TriePatch.Entry entry = new TriePatch.Entry(key.toBytes(), value, number);
    if (added) {
      trie.add(entry);
    } else {
      trie.remove(entry);
    }
  }

  /** Whether so much was appended, now and before, that it is better made anew. */
  boolean isTooLarge(int text) {
    return trie.size() > 2 * text + (1 << 16);
  }

  ByteBuffer write() {
    return trie.write();
  }
}
