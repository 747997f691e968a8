package dlkm.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Module names, each with its number in the order of insertion. Looked up by the bytes of a text,
 * since an update of the whole index does some ten thousand lookups.
 */
final class NumberedNames implements ModuleNumbers {

  private final ByteBuilder pool = new ByteBuilder(1 << 16);
  private int[] ends = new int[1024];
  private int count;

  /** Open addressing: number + 1, 0 for a free slot. */
  private int[] slots = new int[4096];

  int count() {
    return count;
  }

  /**
   * Adds the name in a part of a text: a file's name counts up to its first dot, and a dash is an
   * underscore.
   *
   * @return whether it is new
   */
  boolean add(byte[] text, int from, int to) {
    int slot = slot(text, from, to);
    if (slots[slot] != 0) {
      return false;
    }
    slots[slot] = count + 1;
    copyEven(text, from, to);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    ends[count++] = pool.length;
    if (count * 2 > slots.length) {
      spread();
    }
    return true;
  }

  private void copyEven(byte[] text, int from, int to) {
    byte[] bytes = pool.room(to - from);
    int at = pool.length;
    for (int i = from; i < to && text[i] != '.'; i++) {
      bytes[at++] = text[i] == '-' ? (byte) '_' : text[i];
    }
    pool.length = at;
  }

  @Override
  public int find(byte[] text, int from, int to) {
    return slots[slot(text, from, to)] - 1;
  }

  int find(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return find(bytes, 0, bytes.length);
  }

  boolean add(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return add(bytes, 0, bytes.length);
  }

  @Override
  public void copy(int number, ByteBuilder to) {
    to.add(pool.bytes, start(number), ends[number]);
  }

  String name(int number) {
    return new String(
        pool.bytes, start(number), ends[number] - start(number), StandardCharsets.UTF_8);
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  private int slot(byte[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to && text[i] != '.'; i++) {
      hash = hash * 31 + (text[i] == '-' ? '_' : text[i]);
    }
    int slot = place(hash);
    while (slots[slot] != 0 && !same(slots[slot] - 1, text, from, to)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int place(int hash) {
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }

  private boolean same(int number, byte[] text, int from, int to) {
    byte[] bytes = pool.bytes;
    int at = start(number);
    int end = ends[number];
    int i = from;
    while (i < to && text[i] != '.' && at < end && bytes[at] == (text[i] == '-' ? '_' : text[i])) {
      i++;
      at++;
    }
    return at == end && (i == to || text[i] == '.');
  }

  private void spread() {
    slots = new int[slots.length * 2];
    for (int number = 0; number < count; number++) {
      slots[slot(pool.bytes, start(number), ends[number])] = number + 1;
    }
  }
}
