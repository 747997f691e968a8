package dlkm.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a {@code .bin} file back, by the format's description and not by the writer's code. */
public final class TrieReader {

  /** A value of a key. */
  public record Value(int priority, String text) {}

  private final ByteBuffer file;
  private final Map<String, List<Value>> entries = new TreeMap<>();

  private TrieReader(byte[] bytes) {
    file = ByteBuffer.wrap(bytes);
  }

  public static Map<String, List<Value>> read(byte[] bytes) {
    TrieReader reader = new TrieReader(bytes);
    if (reader.file.getInt(0) != 0xB007F457 || reader.file.getInt(4) != 0x00020001) {
      throw new IllegalArgumentException("no index");
    }
    reader.node(reader.file.getInt(8), "");
    return reader.entries;
  }

  private void node(int offset, String reached) {
    file.position(offset & 0x0fffffff);
    String key = (offset & 0x80000000) != 0 ? reached + string() : reached;
    int[] children = new int[0];
    int first = 0;
    if ((offset & 0x20000000) != 0) {
      first = file.get();
      children = new int[file.get() - first + 1];
      for (int i = 0; i < children.length; i++) {
        children[i] = file.getInt();
      }
    }
    if ((offset & 0x40000000) != 0) {
      values(key);
    }
    for (int i = 0; i < children.length; i++) {
      if (children[i] != 0) {
        node(children[i], key + (char) (first + i));
      }
    }
  }

  private void values(String key) {
    List<Value> values = new ArrayList<>();
    int count = file.getInt();
    for (int i = 0; i < count; i++) {
      values.add(new Value(file.getInt(), string()));
    }
    entries.put(key, values);
  }

  private String string() {
    int start = file.position();
    while (file.get() != 0) {
      // to the end of the text
    }
    return new String(file.array(), start, file.position() - 1 - start, StandardCharsets.US_ASCII);
  }
}
