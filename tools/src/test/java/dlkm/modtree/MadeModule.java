package dlkm.modtree;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A module's file with what the index takes from it and nothing else, for any word size and byte
 * order; no compiler makes all of them here.
 *
 * @param exports symbols with check sums, as a kernel with module versions has them
 * @param listed symbols that stand in {@code __ksymtab_strings} alone
 * @param needs undefined symbols
 * @param versions names with check sums in {@code __versions}
 * @param infos lines of {@code modinfo}
 */
@SuppressWarnings({"ArrayRecordComponent", "ByteBufferBackingArray"}) // made here, never compared
record MadeModule(
    boolean wide,
    boolean big,
    List<String> exports,
    List<String> listed,
    List<String> needs,
    List<String> versions,
    List<String> infos) {

  private static final String NAMES =
      "\0.modinfo\0.symtab\0.strtab\0.shstrtab\0__versions\0__ksymtab_strings\0";

  static MadeModule of(List<String> exports, List<String> needs, List<String> infos) {
    return new MadeModule(true, false, exports, List.of(), needs, List.of(), infos);
  }

  private record Part(String name, byte[] content) {}

  byte[] bytes() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(".modinfo", texts(infos)));
    if (!versions.isEmpty()) {
      parts.add(new Part("__versions", versionTable()));
    }
    if (!listed.isEmpty()) {
      parts.add(new Part("__ksymtab_strings", texts(listed)));
    }
    StringBuilder strings = new StringBuilder("\0");
    parts.add(new Part(".symtab", symbols(strings)));
    parts.add(new Part(".strtab", strings.toString().getBytes(StandardCharsets.UTF_8)));
    parts.add(new Part(".shstrtab", NAMES.getBytes(StandardCharsets.US_ASCII)));
    return file(parts);
  }

  private static byte[] texts(List<String> texts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String text : texts) {
      all.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
    }
    return all.toByteArray();
  }

  private byte[] versionTable() {
    ByteBuffer table = room(64 * versions.size());
    for (int i = 0; i < versions.size(); i++) {
      table.put(64 * i + (wide ? 8 : 4), versions.get(i).getBytes(StandardCharsets.UTF_8));
    }
    return table.array();
  }

  private byte[] symbols(StringBuilder strings) {
    int size = wide ? 24 : 16;
    ByteBuffer table = room(size * (1 + exports.size() + needs.size()));
    int at = size;
    for (String name : exports) {
      table.putInt(at, strings.length());
      table.put(at + (wide ? 4 : 12), (byte) 0x10);
      table.putShort(at + (wide ? 6 : 14), (short) 0xfff1);
      strings.append("__crc_").append(name).append('\0');
      at += size;
    }
    for (String name : needs) {
      table.putInt(at, strings.length());
      table.put(at + (wide ? 4 : 12), (byte) 0x10);
      strings.append(name).append('\0');
      at += size;
    }
    return table.array();
  }

  private byte[] file(List<Part> parts) {
    int header = wide ? 64 : 52;
    int row = wide ? 64 : 40;
    int size = header + row * (parts.size() + 1);
    for (Part part : parts) {
      size += part.content().length;
    }
    ByteBuffer file = room(size);
    file.put(0, new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (big ? 2 : 1), 1});
    file.putShort(16, (short) 1);
    file.putShort(wide ? 0x3a : 0x2e, (short) row);
    file.putShort(wide ? 0x3c : 0x30, (short) (parts.size() + 1));
    file.putShort(wide ? 0x3e : 0x32, (short) parts.size());
    int table = size - row * (parts.size() + 1);
    word(file, wide ? 0x28 : 0x20, table);
    int at = header;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      file.put(at, part.content());
      int place = table + row * (i + 1);
      file.putInt(place, NAMES.indexOf("\0" + part.name() + "\0") + 1);
      word(file, place + (wide ? 0x18 : 0x10), at);
      word(file, place + (wide ? 0x20 : 0x14), part.content().length);
      at += part.content().length;
    }
    return file.array();
  }

  private void word(ByteBuffer file, int at, int value) {
    if (wide) {
      file.putLong(at, value);
    } else {
      file.putInt(at, value);
    }
  }

  private ByteBuffer room(int size) {
    return ByteBuffer.allocate(size).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }
}
