package dlkm.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Native memory that is used for one file after the other and grows when one needs more. It is read
 * and written as a buffer: memory segments do the same with several times as many methods, all to
 * be compiled. For one thread.
 */
public final class Room implements AutoCloseable {

  private ByteBuffer bytes;

  /**
   * What it has grown into; before that it is a plain buffer, which a few milliseconds less make.
   */
  private Optional<Arena> arena = Optional.empty();

  /** 0 before anybody has asked. */
  private long address;

  private int limit = Integer.MAX_VALUE;

  /** With so many bytes to begin with. */
  public Room(int size) {
    bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** How far it may grow for the next file. */
  void limit(int most) {
    limit = most;
  }

  /** All of it, little-endian; until it grows. */
  public ByteBuffer bytes() {
    return bytes;
  }

  long address() {
    if (address == 0) {
      address = MemorySegment.ofBuffer(bytes.duplicate().clear()).address();
    }
    return address;
  }

  int size() {
    return Math.min(bytes.capacity(), limit);
  }

  /** Makes it larger, keeping what is in it. */
  void grow() {
    grow(Math.min(limit, bytes.capacity() * 2L), bytes.capacity());
  }

  /** Makes it large enough; what was in it is lost. */
  public void require(long size) {
    if (size > bytes.capacity()) {
      grow(size, 0);
    }
  }

  private void grow(long size, int kept) {
    if (size > limit || size <= bytes.capacity()) {
      throw new DamagedException(
          "would be more than " + (limit >> 20) + " MiB unpacked, and no module is",
          "build or copy it again");
    }
    Arena larger = Arena.ofConfined();
    MemorySegment memory = larger.allocate(size);
    ByteBuffer moved = memory.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    moved.put(0, bytes, 0, kept);
    close();
    arena = Optional.of(larger);
    bytes = moved;
    address = memory.address();
  }

  @Override
  public void close() {
    arena.ifPresent(Arena::close);
  }
}
