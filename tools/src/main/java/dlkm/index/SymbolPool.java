package dlkm.index;

import java.util.Arrays;

/**
 * The names of symbols, each once, by number in the order of coming. Thousands of modules name the
 * same few thousand symbols.
 */
public final class SymbolPool {

  private final ByteBuilder text;
  private int[] ends;
  private int[] hashes;
  private int count;

  /** Open addressing: the hash, and below it number + 1; 0 for a free slot. */
  private long[] slots;

  public SymbolPool() {
    this(new byte[0], new int[0], new int[0]);
  }

  /** A pool that was kept: all names, where each ends, and their hashes. */
  public SymbolPool(byte[] names, int[] nameEnds, int[] nameHashes) {
    count = nameEnds.length;
    text = new ByteBuilder(Math.max(1 << 16, names.length + 4096));
    text.add(names, 0, names.length);
    ends = Arrays.copyOf(nameEnds, Math.max(4096, count + 256));
    hashes = Arrays.copyOf(nameHashes, ends.length);
    slots = new long[0];
  }

  public int count() {
    return count;
  }

  /** All names, one after the other. */
  public byte[] names() {
    return text.toBytes();
  }

  public int[] ends() {
    return Arrays.copyOf(ends, count);
  }

  public int[] hashes() {
    return Arrays.copyOf(hashes, count);
  }

  /** The number of a name, a new one where it wasn't there. */
  public int add(byte[] from, int start, int end) {
    return add(from, start, end, KmodHash.of(from, start, end));
  }

  private int add(byte[] from, int start, int end, int hash) {
    if (count * 2 >= slots.length) {
      spread();
    }
    int slot = hash & (slots.length - 1);
    while (slots[slot] != 0) {
      int number = (int) slots[slot] - 1;
      if ((int) (slots[slot] >>> 32) == hash && same(number, from, start, end)) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = slot(hash, count);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      hashes = Arrays.copyOf(hashes, count * 2);
    }
    text.add(from, start, end);
    ends[count] = text.length;
    hashes[count] = hash;
    return count++;
  }

  private static long slot(int hash, int number) {
    return (long) hash << 32 | number + 1;
  }

  /** The numbers here of all names of another pool, by their numbers there. */
  public int[] addAll(SymbolPool other) {
    int[] numbers = new int[other.count];
    if (count == 0) {
      copy(other);
      Arrays.setAll(numbers, i -> i);
      return numbers;
    }
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = add(other.text.bytes, other.start(i), other.ends[i], other.hashes[i]);
    }
    return numbers;
  }

  private void copy(SymbolPool other) {
    text.add(other.text.bytes, 0, other.text.length);
    ends = other.ends.clone();
    hashes = other.hashes.clone();
    slots = other.slots.clone();
    count = other.count;
  }

  private boolean same(int number, byte[] from, int start, int end) {
    return Arrays.equals(text.bytes, start(number), ends[number], from, start, end);
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  private void spread() {
    slots = new long[Math.max(1 << 13, Integer.highestOneBit(count + 1) * 4)];
    for (int number = 0; number < count; number++) {
      int slot = hashes[number] & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = slot(hashes[number], number);
    }
  }

  int hash(int number) {
    return hashes[number];
  }

  void copy(int number, ByteBuilder to) {
    to.add(text.bytes, start(number), ends[number]);
  }

  /** By the bytes' values, as C compares. */
  int compare(int one, int other) {
    return compare(one, text.bytes, start(other), ends[other]);
  }

  /** A name, and one that is part of a text. */
  int compare(int one, byte[] other, int from, int to) {
    return Arrays.compareUnsigned(text.bytes, start(one), ends[one], other, from, to);
  }
}
