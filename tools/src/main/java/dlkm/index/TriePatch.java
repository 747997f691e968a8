package dlkm.index;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts single entries into a binary index and takes them out: the nodes on the way to an entry are
 * written anew behind all others, the rest stays where it is. What {@link TrieWriter} says of the
 * format holds here too. The file grows with each change; whoever patches makes it anew in time.
 */
final class TriePatch {

  private static final int PLACE = 0x0fffffff;
  private static final int HAS_PREFIX = 0x80000000;
  private static final int HAS_VALUES = 0x40000000;
  private static final int HAS_CHILDREN = 0x20000000;

  private final ByteBuilder file;
  private int root;

  TriePatch(byte[] index) {
    file = new ByteBuilder(index.length + (1 << 16));
    file.add(index, 0, index.length);
    root = intAt(8);
  }

  /** A value of a key, with its priority. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(byte[] key, byte[] value, int priority) {}

  /**
   * @throws Unfit when it isn't there
   */
  void remove(Entry entry) {
    root = change(root, entry, 0, false);
  }

  void add(Entry entry) {
    root = root == 0 ? leaf(entry, 0) : change(root, entry, 0, true);
  }

  int size() {
    return file.length;
  }

  /** The file; may be asked for once. */
  ByteBuffer write() {
    if (root == 0) {
      root = file.length;
    }
    file.putInt(8, root);
    return ByteBuffer.wrap(file.bytes, 0, file.length);
  }

  /** A node taken apart: its prefix, its children from the lowest byte on, its values. */
  private final class Node {

    private byte[] prefix = {};
    private int lowest;
    private int[] children = {};
    private byte[] values = {};
    private int count;

    Node() {}

    Node(int offset) {
      int at = offset & PLACE;
      if ((offset & HAS_PREFIX) != 0) {
        int end = end(at);
        prefix = Arrays.copyOfRange(file.bytes, at, end);
        at = end + 1;
      }
      if ((offset & HAS_CHILDREN) != 0) {
        lowest = file.bytes[at];
        children = new int[file.bytes[at + 1] - lowest + 1];
        at += 2;
        for (int i = 0; i < children.length; i++) {
          children[i] = intAt(at);
          at += 4;
        }
      }
      if ((offset & HAS_VALUES) != 0) {
        count = intAt(at);
        int from = at + 4;
        at = from;
        for (int i = 0; i < count; i++) {
          at = end(at + 4) + 1;
        }
        values = Arrays.copyOfRange(file.bytes, from, at);
      }
    }

    int child(int reached) {
      int place = reached - lowest;
      return place >= 0 && place < children.length ? children[place] : 0;
    }

    void put(int reached, int offset) {
      if (children.length == 0) {
        lowest = reached;
        children = new int[1];
      } else if (reached < lowest) {
        int[] wider = new int[children.length + lowest - reached];
        System.arraycopy(children, 0, wider, lowest - reached, children.length);
        children = wider;
        lowest = reached;
      } else if (reached - lowest >= children.length) {
        children = Arrays.copyOf(children, reached - lowest + 1);
      }
      children[reached - lowest] = offset;
      narrow();
    }

    private void narrow() {
      int from = 0;
      int to = children.length;
      while (from < to && children[from] == 0) {
        from++;
      }
      while (to > from && children[to - 1] == 0) {
        to--;
      }
      children = Arrays.copyOfRange(children, from, to);
      lowest += from;
    }

    /** Of values with one priority the last that came is the first. */
    void addValue(Entry entry) {
      int at = 0;
      while (at < values.length && number(at) < entry.priority) {
        at = next(at);
      }
      ByteBuilder more = new ByteBuilder(values.length + entry.value.length + 8);
      more.add(values, 0, at).addInt(entry.priority);
      more.add(entry.value, 0, entry.value.length).add(0).add(values, at, values.length);
      values = more.toBytes();
      count++;
    }

    void removeValue(Entry entry) {
      for (int at = 0; at < values.length; at = next(at)) {
        int end = next(at) - 1;
        if (number(at) == entry.priority
            && Arrays.equals(values, at + 4, end, entry.value, 0, entry.value.length)) {
          ByteBuilder fewer = new ByteBuilder(values.length);
          fewer.add(values, 0, at).add(values, end + 1, values.length);
          values = fewer.toBytes();
          count--;
          return;
        }
      }
      throw new NotPatchableException("a value is missing");
    }

    private int number(int at) {
      return TriePatch.intAt(values, at);
    }

    private int next(int at) {
      int end = at + 4;
      while (values[end] != 0) {
        end++;
      }
      return end + 1;
    }

    /** Appends it; 0 where nothing is left of it. */
    int append() {
      if (count == 0 && children.length == 0) {
        return 0;
      }
      int offset = file.length;
      if (prefix.length > 0) {
        file.add(prefix, 0, prefix.length).add(0);
        offset |= HAS_PREFIX;
      }
      if (children.length > 0) {
        file.add(lowest).add(lowest + children.length - 1);
        for (int child : children) {
          file.addInt(child);
        }
        offset |= HAS_CHILDREN;
      }
      if (count > 0) {
        file.addInt(count).add(values, 0, values.length);
        offset |= HAS_VALUES;
      }
      return offset;
    }
  }

  /** The node at {@code offset}, with the entry or without it. */
  private int change(int offset, Entry entry, int from, boolean adding) {
    Node node = new Node(offset);
    byte[] key = entry.key;
    int same = 0;
    while (same < node.prefix.length
        && from + same < key.length
        && node.prefix[same] == key[from + same]) {
      same++;
    }
    if (same < node.prefix.length) {
      if (!adding) {
        throw new NotPatchableException("a key is missing");
      }
      return split(node, entry, from, same);
    }
    int at = from + same;
    if (at == key.length) {
      if (adding) {
        node.addValue(entry);
      } else {
        node.removeValue(entry);
      }
      return node.append();
    }
    int child = node.child(key[at]);
    if (child == 0 && !adding) {
      throw new NotPatchableException("a key is missing");
    }
    int changed = child == 0 ? leaf(entry, at + 1) : change(child, entry, at + 1, adding);
    node.put(key[at], changed);
    return node.append();
  }

  private int split(Node node, Entry entry, int from, int same) {
    Node upper = new Node();
    upper.prefix = Arrays.copyOf(node.prefix, same);
    int reached = node.prefix[same];
    node.prefix = Arrays.copyOfRange(node.prefix, same + 1, node.prefix.length);
    upper.put(reached, node.append());
    int at = from + same;
    if (at == entry.key.length) {
      upper.addValue(entry);
    } else {
      upper.put(entry.key[at], leaf(entry, at + 1));
    }
    return upper.append();
  }

  private int leaf(Entry entry, int from) {
    Node leaf = new Node();
    leaf.prefix = Arrays.copyOfRange(entry.key, from, entry.key.length);
    leaf.addValue(entry);
    return leaf.append();
  }

  private int end(int from) {
    int at = from;
    while (file.bytes[at] != 0) {
      at++;
    }
    return at;
  }

  private int intAt(int at) {
    return intAt(file.bytes, at);
  }

  private static int intAt(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }
}
