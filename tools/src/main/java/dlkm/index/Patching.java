package dlkm.index;

import java.util.Arrays;

/** Puts lines of an index's text into its binary form, and takes them out. */
final class Patching {

  private static final int ALIAS = "alias ".length();

  private final TriePatch trie;
  private final Names names;
  private final boolean dependencies;

  /**
   * @param dependencies whether the lines are those of {@code modules.dep}, and not aliases
   */
  Patching(TriePatch trie, Names names, boolean dependencies) {
    this.trie = trie;
    this.names = names;
    this.dependencies = dependencies;
  }

  void line(byte[] text, int[] line, boolean added) {
    if (dependencies) {
      dependency(text, line[0], line[1], added);
    } else if (text[line[0]] != '#') {
      alias(text, line[0], line[1], added);
    }
  }

  private void dependency(byte[] text, int from, int to, boolean added) {
    int colon = from;
    while (text[colon] != ':') {
      colon++;
    }
    int number = names.find(text, Lines.fileName(text, from, colon), colon);
    ByteBuilder key = new ByteBuilder(64);
    names.copy(known(number), key);
    put(key, text, from, to, number, added);
  }

  private void alias(byte[] text, int from, int to, boolean added) {
    int module = Lines.lastWord(text, from, to);
    int number = known(names.find(text, module, to));
    ByteBuilder key = new ByteBuilder(to - from);
    if (AliasReader.evenAlias(text, from + ALIAS, module - 1, key)) {
      put(key, text, module, to, number, added);
    }
  }

  private static int known(int number) {
    if (number < 0) {
      throw new Unfit("a line names a module that isn't there");
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

  byte[] write() {
    return trie.write();
  }
}
