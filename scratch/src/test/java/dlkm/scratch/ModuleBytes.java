package dlkm.scratch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A module's file to be changed byte by byte: 64 bits, little endian. */
final class ModuleBytes {

  private static final byte[] MARK =
      "~Module signature appended~\n".getBytes(StandardCharsets.US_ASCII);

  private byte[] content;
  private ByteBuffer data;

  ModuleBytes(byte[] content) {
    take(content);
  }

  static ModuleBytes read(Path file) throws IOException {
    return new ModuleBytes(Files.readAllBytes(file));
  }

  private void take(byte[] next) {
    content = next;
    data = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  byte[] bytes() {
    return content;
  }

  ModuleBytes cut(int size) {
    take(Arrays.copyOf(content, size));
    return this;
  }

  int size() {
    return content.length;
  }

  /** Takes the signature off. */
  ModuleBytes unsigned() {
    int mark = content.length - MARK.length;
    int length = ByteBuffer.wrap(content).getInt(mark - 4);
    return cut(mark - 12 - length);
  }

  /** Puts a signature behind the module: its 12 bytes of head, and the mark. */
  ModuleBytes signed(byte[] message, byte[] head) {
    append(message);
    append(head);
    append(MARK);
    return this;
  }

  /** Puts bytes behind all others and says where. */
  int append(byte[] more) {
    int at = content.length;
    byte[] next = Arrays.copyOf(content, at + more.length);
    System.arraycopy(more, 0, next, at, more.length);
    take(next);
    return at;
  }

  ModuleBytes u8(int at, int value) {
    data.put(at, (byte) value);
    return this;
  }

  ModuleBytes u16(int at, int value) {
    data.putShort(at, (short) value);
    return this;
  }

  ModuleBytes u32(int at, long value) {
    data.putInt(at, (int) value);
    return this;
  }

  ModuleBytes u64(int at, long value) {
    data.putLong(at, value);
    return this;
  }

  int i32(int at) {
    return data.getInt(at);
  }

  long i64(int at) {
    return data.getLong(at);
  }

  int sections() {
    return data.getShort(0x3c);
  }

  /** Where a section's row is. */
  int row(int section) {
    return (int) i64(0x28) + section * 64;
  }

  int row(String name) {
    return row(section(name));
  }

  int section(String name) {
    int names = (int) i64(row(data.getShort(0x3e)) + 0x18);
    for (int i = 1; i < sections(); i++) {
      if (text(names + i32(row(i))).equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException("no section " + name);
  }

  int offset(String section) {
    return (int) i64(row(section) + 0x18);
  }

  int sizeOf(String section) {
    return (int) i64(row(section) + 0x20);
  }

  /** Makes a section one that the loader doesn't see. */
  ModuleBytes hide(String section) {
    int row = row(section);
    return u64(row + 8, i64(row + 8) & ~2L);
  }

  String text(int at) {
    int end = at;
    while (content[end] != 0) {
      end++;
    }
    return new String(content, at, end - at, StandardCharsets.US_ASCII);
  }

  boolean hasSymbol(String name) {
    int texts = offset(".strtab");
    int end = offset(".symtab") + sizeOf(".symtab");
    for (int at = offset(".symtab") + 24; at < end; at += 24) {
      if (text(texts + i32(at)).equals(name)) {
        return true;
      }
    }
    return false;
  }

  boolean hasSection(String name) {
    int names = (int) i64(row(data.getShort(0x3e)) + 0x18);
    for (int i = 1; i < sections(); i++) {
      if (text(names + i32(row(i))).equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Where a symbol's row is. */
  int symbol(String name) {
    int texts = offset(".strtab");
    int end = offset(".symtab") + sizeOf(".symtab");
    for (int at = offset(".symtab") + 24; at < end; at += 24) {
      if (text(texts + i32(at)).equals(name)) {
        return at;
      }
    }
    throw new IllegalStateException("no symbol " + name);
  }

  /** Gives a symbol another name. */
  ModuleBytes rename(String symbol, String name) {
    int row = symbol(symbol);
    int at = offset(".strtab");
    byte[] texts = Arrays.copyOfRange(content, at, at + sizeOf(".strtab"));
    int size = texts.length;
    byte[] longer = Arrays.copyOf(texts, size + name.length() + 1);
    System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, longer, size, name.length());
    replace(".strtab", longer);
    return u32(row, size);
  }

  /** Gives a section another content, behind all else. */
  ModuleBytes replace(String section, byte[] next) {
    int place = append(next);
    int row = row(section);
    return u64(row + 0x18, place).u64(row + 0x20, next.length);
  }

  /** Puts a text in the place of another one of the same length, the first time in a section. */
  ModuleBytes overwrite(String section, String from, String to) {
    byte[] wanted = from.getBytes(StandardCharsets.US_ASCII);
    byte[] other = to.getBytes(StandardCharsets.US_ASCII);
    if (wanted.length != other.length) {
      throw new IllegalArgumentException(from + " and " + to);
    }
    int end = offset(section) + sizeOf(section) - wanted.length;
    for (int at = offset(section); at <= end; at++) {
      if (Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
        System.arraycopy(other, 0, content, at, other.length);
        return this;
      }
    }
    throw new IllegalStateException("no " + from + " in " + section);
  }

  /** Takes all lines of a key out of {@code .modinfo}, and adds lines. */
  ModuleBytes modinfo(String key, String... lines) {
    StringBuilder text = new StringBuilder();
    int at = offset(".modinfo");
    String all = new String(content, at, sizeOf(".modinfo"), StandardCharsets.US_ASCII);
    for (String line : all.split("\0")) {
      if (!line.isEmpty() && !line.startsWith(key + "=")) {
        text.append(line).append('\0');
      }
    }
    for (String line : lines) {
      text.append(line).append('\0');
    }
    return replace(".modinfo", text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Where the row of a symbol's check sum is. */
  int version(String symbol) {
    int end = offset("__versions") + sizeOf("__versions");
    for (int at = offset("__versions"); at < end; at += 64) {
      if (text(at + 8).equals(symbol)) {
        return at;
      }
    }
    throw new IllegalStateException("no check sum of " + symbol);
  }

  /** Where the relocation of a number in a section's relocations is. */
  int relocation(String section, int number) {
    return offset(".rela" + section) + number * 24;
  }
}
