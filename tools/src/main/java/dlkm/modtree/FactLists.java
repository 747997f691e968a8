package dlkm.modtree;

import dlkm.index.FlatLists;
import dlkm.index.SymbolPool;
import dlkm.index.TreeFacts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The module content in {@link CacheFile}: a few long lists, each with its length first. */
final class FactLists {

  private FactLists() {}

  /** One after the other. */
  static List<ByteBuffer> parts(CachedContent known) {
    SymbolPool pool = known.pool();
    TreeFacts facts = known.facts();
    List<ByteBuffer> parts = new ArrayList<>();
    add(pool.names(), parts);
    add(pool.ends(), parts);
    add(pool.hashes(), parts);
    for (FlatLists<int[]> numbers : List.of(facts.exports(), facts.needs())) {
      add(numbers.all(), parts);
      add(numbers.ends(), parts);
    }
    for (FlatLists<byte[]> texts : List.of(facts.aliases(), facts.others())) {
      add(texts.all(), parts);
      add(texts.ends(), parts);
    }
    return parts;
  }

  private static void add(byte[] bytes, List<ByteBuffer> parts) {
    parts.add(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    parts.add(ByteBuffer.wrap(bytes));
  }

  private static void add(int[] ints, List<ByteBuffer> parts) {
    ByteBuffer part = ByteBuffer.allocate(4 + 4 * ints.length);
    put(part, ints);
    parts.add(part.flip());
  }

  static void put(ByteBuffer to, int[] ints) {
    to.putInt(ints.length);
    to.asIntBuffer().put(ints);
    to.position(to.position() + 4 * ints.length);
  }

  /**
   * @param count of the modules
   * @throws IllegalArgumentException where they don't belong together
   */
  static CachedContent.Content read(ByteBuffer from, int count) {
    FlatLists<byte[]> names = new FlatLists<>(bytes(from), ints(from));
    int[] hashes = ints(from);
    sound(names, names.isSound(hashes.length, names.all().length));
    TreeFacts facts =
        new TreeFacts(
            numbers(from, count, hashes.length),
            numbers(from, count, hashes.length),
            texts(from, count),
            texts(from, count));
    return new CachedContent.Content(new SymbolPool(names.all(), names.ends(), hashes), facts);
  }

  private static FlatLists<int[]> numbers(ByteBuffer from, int count, int symbols) {
    FlatLists<int[]> lists = new FlatLists<>(ints(from), ints(from));
    for (int number : lists.all()) {
      if (number < 0 || number >= symbols) {
        throw new IllegalArgumentException("a symbol has no name");
      }
    }
    return sound(lists, lists.isSound(count, lists.all().length));
  }

  private static FlatLists<byte[]> texts(ByteBuffer from, int count) {
    FlatLists<byte[]> lists = new FlatLists<>(bytes(from), ints(from));
    return sound(lists, lists.isSound(count, lists.all().length));
  }

  private static <A> FlatLists<A> sound(FlatLists<A> lists, boolean isSound) {
    if (!isSound) {
      throw new IllegalArgumentException("a list ends outside");
    }
    return lists;
  }

  static byte[] bytes(ByteBuffer from) {
    byte[] bytes = new byte[length(from, 1)];
    from.get(bytes);
    return bytes;
  }

  static int[] ints(ByteBuffer from) {
    int[] ints = new int[length(from, 4)];
    from.asIntBuffer().get(ints);
    from.position(from.position() + 4 * ints.length);
    return ints;
  }

  /** The length of a list, which is there whole. */
  static int length(ByteBuffer from, int width) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining() / width) {
      throw new java.nio.BufferUnderflowException();
    }
    return length;
  }
}
