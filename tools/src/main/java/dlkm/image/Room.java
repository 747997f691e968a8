package dlkm.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Native memory that grows as a file is unpacked into it, up to a limit, and is used again. */
final class Room implements AutoCloseable {

  private static final long FIRST = 4L << 20;

  private Arena arena = Arena.ofConfined();
  private MemorySegment memory = arena.allocate(FIRST);
  private long limit = FIRST;

  /** How far it may grow for the next file. */
  void limit(long bytes) {
    limit = bytes;
  }

  MemorySegment memory() {
    return memory;
  }

  long size() {
    return Math.min(memory.byteSize(), limit);
  }

  /** Makes it larger, keeping what is in it. */
  void grow() {
    grow(Math.min(limit, memory.byteSize() * 2), memory.byteSize());
  }

  /** Makes it large enough; what was in it is lost. */
  void require(long bytes) {
    if (bytes > memory.byteSize()) {
      grow(bytes, 0);
    }
  }

  private void grow(long bytes, long kept) {
    if (bytes > limit || bytes <= memory.byteSize()) {
      throw new DamagedException(
          "would be more than " + (limit >> 20) + " MiB unpacked, and no module is",
          "build or copy it again");
    }
    Arena larger = Arena.ofConfined();
    MemorySegment moved = larger.allocate(bytes);
    MemorySegment.copy(memory, 0, moved, 0, kept);
    arena.close();
    arena = larger;
    memory = moved;
  }

  @Override
  public void close() {
    arena.close();
  }
}
