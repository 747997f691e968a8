package dlkm.rehearse;

import dlkm.image.ElfNotes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The questions that we have about an executable, from the program headers of its ELF file. */
final class ElfSegments {

  private static final int INTERPRETER = 3;
  private static final int NOTE = 4;

  /** A note of Xen with this type (XEN_ELFNOTE_PHYS32_ENTRY) is a PVH entry point. */
  private static final int PHYS32_ENTRY = 18;

  private ElfSegments() {}

  /** Whether QEMU can boot the kernel in this file. */
  static boolean hasPvhEntry(Path file) throws IOException {
    return segment(file, NOTE)
        .flatMap(notes -> ElfNotes.find(bytes(notes), "Xen", PHYS32_ENTRY))
        .isPresent();
  }

  /** Whether the program in this file needs nothing but itself. */
  static boolean isStatic(Path file) throws IOException {
    return segment(file, INTERPRETER).isEmpty();
  }

  /** Whether all segments are in the file: it may have been cut off by a full disk. */
  static boolean isWhole(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      List<ByteBuffer> headers = headers(channel);
      long size = channel.size();
      return !headers.isEmpty()
          && headers.stream().allMatch(each -> size - each.getLong(8) >= each.getLong(32));
    }
  }

  private static Optional<ByteBuffer> segment(Path file, int type) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (ByteBuffer segment : headers(channel)) {
        if (segment.getInt(0) == type) {
          return Optional.of(read(channel, segment.getLong(8), segment.getInt(32)));
        }
      }
      return Optional.empty();
    }
  }

  /** The program headers, as far as the file has them. */
  private static List<ByteBuffer> headers(FileChannel channel) throws IOException {
    List<ByteBuffer> headers = new ArrayList<>();
    ByteBuffer header = read(channel, 0, 64);
    if (header.remaining() < 64 || header.getInt(0) != 0x464c457f || header.get(4) != 2) {
      return headers;
    }
    long table = header.getLong(32);
    for (int i = 0; i < header.getShort(56); i++) {
      ByteBuffer segment = read(channel, table + i * 56L, 56);
      if (segment.remaining() < 56) {
        return headers;
      }
      headers.add(segment);
    }
    return headers;
  }

  /** What the file has of a part; nothing where the part begins outside. */
  private static ByteBuffer read(FileChannel channel, long offset, int size) throws IOException {
    long there = offset < 0 ? 0 : Math.clamp(channel.size() - offset, 0, Math.max(0, size));
    ByteBuffer buffer = ByteBuffer.allocate((int) there).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
      // Until all is there, or the file ends.
    }
    return buffer.flip();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
