package dlkm.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The smallest file that the reader takes, for a machine whose compiler isn't here. */
public final class SmallElf {

  private static final String NAMES = "\0.modinfo\0.names\0";
  private static final int HEADER = 52;
  private static final int ROW = 40;

  private SmallElf() {}

  /** With the lines of {@code .modinfo}, each ended by a zero byte. */
  public static byte[] bigEndian32(String modinfo) {
    int namesAt = HEADER + modinfo.length();
    int table = namesAt + NAMES.length();
    ByteBuffer file = ByteBuffer.allocate(table + 3 * ROW);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 2, 1}).position(16);
    file.putShort((short) 1).putShort((short) 20).putInt(1);
    file.putInt(0x20, table).putShort(0x2e, (short) ROW);
    file.putShort(0x30, (short) 3).putShort(0x32, (short) 2);
    file.put(HEADER, modinfo.getBytes(StandardCharsets.US_ASCII));
    file.put(namesAt, NAMES.getBytes(StandardCharsets.US_ASCII));
    row(file, table + ROW, 1, HEADER, modinfo.length());
    row(file, table + 2 * ROW, 10, namesAt, NAMES.length());
    return file.array();
  }

  private static void row(ByteBuffer file, int at, int name, int offset, int size) {
    file.putInt(at, name).putInt(at + 4, 1).putInt(at + 8, 2);
    file.putInt(at + 16, offset).putInt(at + 20, size);
  }
}
