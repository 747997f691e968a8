package dlkm.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array. The array is open to the package, since the trie writer reads it back. */
final class ByteBuilder {

  byte[] bytes;
  int length;

  ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  ByteBuilder add(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  ByteBuilder add(byte[] from, int start, int end) {
    room(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
    return this;
  }

  ByteBuilder add(String text) {
    byte[] from = text.getBytes(StandardCharsets.UTF_8);
    return add(from, 0, from.length);
  }

  /** Four bytes, the highest first, as all numbers of the index. */
  ByteBuilder addInt(int value) {
    room(4);
    putInt(length, value);
    length += 4;
    return this;
  }

  void putInt(int at, int value) {
    bytes[at] = (byte) (value >>> 24);
    bytes[at + 1] = (byte) (value >>> 16);
    bytes[at + 2] = (byte) (value >>> 8);
    bytes[at + 3] = (byte) value;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Makes room for a writer that fills the array itself. */
  byte[] room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
    return bytes;
  }
}
