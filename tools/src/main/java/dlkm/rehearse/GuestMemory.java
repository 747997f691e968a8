package dlkm.rehearse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The memory of a scratch machine, as its host sees it: QEMU has it in one piece, which is the only
 * one of its size. The machine must not run meanwhile, or must wait.
 *
 * @param base the address in QEMU of the machine's first byte
 */
record GuestMemory(Path file, long base, long size) {

  /** The size of a page of x86-64, of the machine as of its host. */
  static final int PAGE = 4096;

  private static final long EXCLUSIVE = 1L << 56;
  private static final long SWAPPED = 1L << 62;

  /** No extent has more. */
  static final int LONGEST = 1 << 22;

  /** A machine with so much has a part of it above 4 GB (QEMU's hw/i386/pc_q35.c). */
  private static final long SPLIT_FROM = 0xb0000000L;

  private static final long LOW = 0x80000000L;

  /** A run of pages that the machine has used. */
  record Extent(long offset, int size) {}

  /** That of the machine in a process. */
  static Optional<GuestMemory> of(long pid, int megabytes) throws IOException {
    Path process = Path.of("/proc/" + pid);
    for (String line : Files.readAllLines(process.resolve("maps"))) {
      int dash = line.indexOf('-');
      long base = Long.parseUnsignedLong(line.substring(0, dash), 16);
      long end = Long.parseUnsignedLong(line.substring(dash + 1, line.indexOf(' ')), 16);
      if (end - base == (long) megabytes << 20) {
        return Optional.of(new GuestMemory(process.resolve("mem"), base, end - base));
      }
    }
    return Optional.empty();
  }

  /**
   * A copy of a part, by its offset, which is its address in low memory; outside the heap, as the
   * channel would copy it twice.
   */
  ByteBuffer read(long offset, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    read(offset, bytes);
    return bytes.flip();
  }

  /** Fills the rest of a buffer. */
  void read(long offset, ByteBuffer bytes) throws IOException {
    read(file, base + offset, bytes);
  }

  private static void read(Path file, long from, ByteBuffer bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {
        // Until all is there.
      }
    }
  }

  /** The physical address of what QEMU has at an offset. */
  long physical(long offset) {
    return size >= SPLIT_FROM && offset >= LOW ? offset - LOW + (1L << 32) : offset;
  }

  /** What QEMU has a physical address at. */
  long offset(long physical) {
    return size >= SPLIT_FROM && physical >= 1L << 32 ? physical - (1L << 32) + LOW : physical;
  }

  /** What the machine has used: for the rest, QEMU has no memory. */
  List<Extent> used() throws IOException {
    ByteBuffer entries =
        ByteBuffer.allocateDirect((int) (size / PAGE * 8)).order(ByteOrder.LITTLE_ENDIAN);
    read(file.resolveSibling("pagemap"), base / PAGE * 8, entries);
    entries.flip();
    List<Extent> used = new ArrayList<>();
    int pages = entries.limit() / 8;
    int begin = 0;
    for (int page = 0; page < pages; page++) {
      boolean there = isThere(entries, page);
      if (!there) {
        begin = page + 1;
      } else if (page + 1 == pages
          || !isThere(entries, page + 1)
          || (page + 1 - begin) * PAGE >= LONGEST) {
        used.add(new Extent((long) begin * PAGE, (page + 1 - begin) * PAGE));
        begin = page + 1;
      }
    }
    return used;
  }

  /**
   * In memory and not shared with others as the page of zeros is, or in the host's swap (the
   * kernel's Documentation/admin-guide/mm/pagemap.rst).
   */
  private static boolean isThere(ByteBuffer entries, int page) {
    long entry = entries.getLong(page * 8);
    return (entry & EXCLUSIVE) != 0 || (entry & SWAPPED) != 0;
  }
}
