package dlkm.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Lookup in one of kmod's binary indexes (libkmod-index.c): a trie whose nodes have a prefix,
 * children by the next byte, and values with a priority. Wildcards are ordinary bytes here: a key
 * matches only itself.
 */
final class AliasIndex {

  private static final int MAGIC = 0xb007f457;
  private static final int ROOT = 8;
  private static final int PREFIX = 0x8000_0000;
  private static final int VALUES = 0x4000_0000;
  private static final int CHILDREN = 0x2000_0000;
  private static final int OFFSET = 0x0fff_ffff;

  private final ByteBuffer data;

  /** The index in these bytes; bytes of another kind are an empty one. */
  AliasIndex(byte[] bytes) {
    data = ByteBuffer.wrap(bytes);
  }

  /** The values of a key; none where it isn't there. */
  List<String> find(String key) {
    if (data.capacity() < ROOT + 4 || data.getInt(0) != MAGIC) {
      return List.of();
    }
    byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
    try {
      return find(data.getInt(ROOT), wanted, 0);
    } catch (IndexOutOfBoundsException e) {
      return List.of(); // damaged; depmod writes it anew
    }
  }

  private List<String> find(int node, byte[] key, int from) {
    int at = node & OFFSET;
    int done = from;
    if ((node & PREFIX) != 0) {
      for (; data.get(at) != 0; at++) {
        if (done == key.length || key[done++] != data.get(at)) {
          return List.of();
        }
      }
      at++;
    }
    int first = 0;
    int last = -1;
    if ((node & CHILDREN) != 0) {
      first = data.get(at) & 0xff;
      last = data.get(at + 1) & 0xff;
      at += 2;
    }
    if (done == key.length) {
      return (node & VALUES) == 0 ? List.of() : values(at + 4 * (last - first + 1));
    }
    int next = key[done] & 0xff;
    int child = next < first || next > last ? 0 : data.getInt(at + 4 * (next - first));
    return child == 0 ? List.of() : find(child, key, done + 1);
  }

  private List<String> values(int from) {
    List<String> values = new ArrayList<>();
    int at = from + 4;
    for (int i = data.getInt(from); i > 0; i--) {
      int end = at + 4;
      while (data.get(end) != 0) {
        end++;
      }
      byte[] text = new byte[end - at - 4];
      data.get(at + 4, text);
      values.add(new String(text, StandardCharsets.UTF_8));
      at = end + 1;
    }
    return values;
  }
}
