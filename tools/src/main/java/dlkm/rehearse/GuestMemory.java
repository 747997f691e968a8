package dlkm.rehearse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The memory of a scratch machine, as its host sees it: QEMU has it in one piece, which is the only
 * one of its size. The machine must not run meanwhile, or must wait.
 *
 * @param base the address in QEMU of the machine's first byte
 */
record GuestMemory(Path file, long base) {

  /** That of the machine in a process. */
  static Optional<GuestMemory> of(long pid, int megabytes) throws IOException {
    Path process = Path.of("/proc/" + pid);
    for (String line : Files.readAllLines(process.resolve("maps"))) {
      int dash = line.indexOf('-');
      long base = Long.parseUnsignedLong(line.substring(0, dash), 16);
      long end = Long.parseUnsignedLong(line.substring(dash + 1, line.indexOf(' ')), 16);
      if (end - base == (long) megabytes << 20) {
        return Optional.of(new GuestMemory(process.resolve("mem"), base));
      }
    }
    return Optional.empty();
  }

  /**
   * A copy of a part, by its physical address; outside the heap, as the channel would copy it
   * twice.
   */
  ByteBuffer read(long physical, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (bytes.hasRemaining() && channel.read(bytes, base + physical + bytes.position()) > 0) {
        // Until all is there.
      }
    }
    return bytes.flip();
  }
}
