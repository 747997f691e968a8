package dlkm.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes the binary form of an index: a trie of keys in which a chain without branches is one node
 * (the format of kmod's {@code .bin} files, version 2.1). Each key has values with a priority; kmod
 * takes the lowest first.
 *
 * <p>The file: magic, version and offset of the root, then the nodes, children before their parent.
 * A node: the text that follows the byte by which its parent reached it, ended by NUL; the lowest
 * and highest byte by which a child is reached and an offset for each in between, 0 for none; the
 * number of values and each as priority and text. The four high bits of an offset say which of the
 * three are there. Text is 7-bit ASCII. The bytes depend on the entries alone, not on their order.
 */
final class TrieWriter {

  static final int MAGIC = 0xB007F457;
  static final int VERSION = 0x00020001;
  static final int HEAD = 12;

  private static final int HAS_PREFIX = 0x80000000;
  private static final int HAS_VALUES = 0x40000000;
  private static final int HAS_CHILDREN = 0x20000000;

  /** Below this many entries moving each to its place is quicker than counting. */
  private static final int FEW = 24;

  /** The keys one after the other, each ended by NUL. */
  private final ByteBuilder keys;

  /** Where the values are: parts of a text. */
  private final byte[] text;

  private int[] keyStart;
  private int[] valueFrom;
  private int[] valueTo;
  private int[] priority;
  private int count;
  private int shared = -1;

  /** The entries, sorted further with each level of the trie; and the room to sort in. */
  private int[] order;

  private int[] spare;
  private final int[] places = new int[129];

  private final ByteBuilder out;

  TrieWriter(byte[] text, int entries) {
    this.text = text;
    keys = new ByteBuilder(text.length);
    keyStart = new int[entries];
    valueFrom = new int[entries];
    valueTo = new int[entries];
    priority = new int[entries];
    out = new ByteBuilder(text.length + text.length / 2 + HEAD);
  }

  /**
   * Adds the key that the caller wrote to {@link #keys()} since the last call, with a part of the
   * text as its value.
   */
  void add(int keyFrom, int from, int to, int entryPriority) {
    refuseUnfit(keys.bytes, keyFrom, keys.length);
    refuseUnfit(text, from, to);
    keys.add(0);
    if (count == keyStart.length) {
      grow();
    }
    keyStart[count] = keyFrom;
    valueFrom[count] = from;
    valueTo[count] = to;
    priority[count] = entryPriority;
    count++;
  }

  /** Zero ends a text in the file, and the high bit has no place in a node. */
  private static void refuseUnfit(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] <= 0) {
        String shown = new String(text, from, to - from, StandardCharsets.UTF_8);
        throw new NotPatchableException("'" + shown + "' is not in 7-bit ASCII");
      }
    }
  }

  ByteBuilder keys() {
    return keys;
  }

  private void grow() {
    int size = Math.max(16, count * 2);
    keyStart = Arrays.copyOf(keyStart, size);
    valueFrom = Arrays.copyOf(valueFrom, size);
    valueTo = Arrays.copyOf(valueTo, size);
    priority = Arrays.copyOf(priority, size);
  }

  /** Whether a file begins as those that this class writes. */
  static boolean isKnown(byte[] file) {
    return isIndex(file) && intAt(file, 4) == VERSION;
  }

  /** Whether a file begins as those of any version. */
  static boolean isIndex(byte[] file) {
    return file.length >= HEAD && intAt(file, 0) == MAGIC;
  }

  private static int intAt(byte[] file, int at) {
    return (file[at] & 0xff) << 24
        | (file[at + 1] & 0xff) << 16
        | (file[at + 2] & 0xff) << 8
        | (file[at + 3] & 0xff);
  }

  /** A key that has more than one value; known once the file is written. */
  Optional<String> shared() {
    if (shared < 0) {
      return Optional.empty();
    }
    int end = shared;
    while (keys.bytes[end] != 0) {
      end++;
    }
    return Optional.of(new String(keys.bytes, shared, end - shared, StandardCharsets.US_ASCII));
  }

  /** The file; may be asked for once. */
  byte[] write() {
    order = new int[count];
    spare = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    out.addInt(MAGIC).addInt(VERSION).addInt(0);
    out.putInt(8, root());
    return out.toBytes();
  }

  /** The root alone has no prefix even where all keys begin alike. */
  private int root() {
    return count == 0 ? out.length : branch(0, count, 0, 0);
  }

  /** Writes the node of the entries whose keys agree before {@code depth}. */
  private int node(int from, int to, int depth) {
    return branch(from, to, depth, common(from, to, depth));
  }

  /** The first place from {@code depth} on at which the keys differ or end. */
  private int common(int from, int to, int depth) {
    byte[] key = keys.bytes;
    int first = keyStart[order[from]];
    int end = depth;
    while (key[first + end] != 0) {
      end++;
    }
    for (int i = from + 1; i < to; i++) {
      end = agreed(key, first, keyStart[order[i]], depth, end);
    }
    return end;
  }

  private static int agreed(byte[] key, int first, int other, int depth, int end) {
    int at = depth;
    while (at < end && key[first + at] == key[other + at]) {
      at++;
    }
    return at;
  }

  private int branch(int from, int to, int prefixFrom, int prefixTo) {
    if (to - from > 1) {
      sort(from, to, prefixTo);
    }
    int valuesEnd = from;
    while (valuesEnd < to && byteAt(valuesEnd, prefixTo) == 0) {
      valuesEnd++;
    }
    int[] children = valuesEnd < to ? children(valuesEnd, to, prefixTo) : new int[0];
    int offset = out.length;
    if (prefixTo > prefixFrom) {
      int start = keyStart[order[from]];
      out.add(keys.bytes, start + prefixFrom, start + prefixTo).add(0);
      offset |= HAS_PREFIX;
    }
    if (children.length > 0) {
      out.add(byteAt(valuesEnd, prefixTo)).add(byteAt(to - 1, prefixTo));
      for (int child : children) {
        out.addInt(child);
      }
      offset |= HAS_CHILDREN;
    }
    if (valuesEnd > from) {
      values(from, valuesEnd);
      offset |= HAS_VALUES;
    }
    return offset;
  }

  /** Writes the children of sorted entries: the offset of each from the lowest byte to the last. */
  private int[] children(int from, int to, int depth) {
    int lowest = byteAt(from, depth);
    int[] offsets = new int[byteAt(to - 1, depth) - lowest + 1];
    int start = from;
    while (start < to) {
      int reached = byteAt(start, depth);
      int end = start + 1;
      while (end < to && byteAt(end, depth) == reached) {
        end++;
      }
      offsets[reached - lowest] = node(start, end, depth + 1);
      start = end;
    }
    return offsets;
  }

  private void values(int from, int to) {
    if (to - from > 1) {
      shared = keyStart[order[from]];
      byPriority(from, to);
    }
    out.addInt(to - from);
    for (int i = from; i < to; i++) {
      int entry = order[i];
      out.addInt(priority[entry]).add(text, valueFrom[entry], valueTo[entry]).add(0);
    }
  }

  /** Mostly sorted already: the text is in the order of the modules. */
  private void byPriority(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int entry = order[i];
      int at = i;
      while (at > from && priority[order[at - 1]] > priority[entry]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = entry;
    }
  }

  private int byteAt(int place, int depth) {
    return keys.bytes[keyStart[order[place]] + depth];
  }

  /** Sorts by the byte at {@code depth}; entries that agree stay in their order. */
  private void sort(int from, int to, int depth) {
    if (to - from < FEW) {
      sortFew(from, to, depth);
    } else {
      sortMany(from, to, depth);
    }
  }

  private void sortFew(int from, int to, int depth) {
    for (int i = from + 1; i < to; i++) {
      int entry = order[i];
      int its = byteAt(i, depth);
      int at = i;
      while (at > from && byteAt(at - 1, depth) > its) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = entry;
    }
  }

  private void sortMany(int from, int to, int depth) {
    Arrays.fill(places, 0);
    for (int i = from; i < to; i++) {
      places[byteAt(i, depth) + 1]++;
    }
    places[0] = from;
    for (int i = 1; i < places.length; i++) {
      places[i] += places[i - 1];
    }
    for (int i = from; i < to; i++) {
      spare[places[byteAt(i, depth)]++] = order[i];
    }
    System.arraycopy(spare, from, order, from, to - from);
  }
}
