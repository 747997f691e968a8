package dlkm.clib;

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
public final class NativeBuffer implements AutoCloseable {

  private ByteBuffer bytes;

  /**
   * What it has grown into; before that it is a plain buffer, which a few milliseconds less make.
   */
  private Optional<Arena> arena = Optional.empty();

  /** 0 before anybody has asked. */
  private long address;

  /** With so many bytes to begin with. */
  public NativeBuffer(int size) {
    bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** All of it, little-endian; until it grows. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Where it begins, for C; until it grows. */
  public long address() {
    if (address == 0) {
      address = MemorySegment.ofBuffer(bytes.duplicate().clear()).address();
    }
    return address;
  }

  /** Makes it large enough; what was in it is lost when it grows. */
  public void require(long size) {
    if (size > bytes.capacity()) {
      grow(size, 0);
    }
  }

  /** Makes it larger, keeping what is in it. */
  public void grow(long size) {
    grow(size, bytes.capacity());
  }

  private void grow(long size, int kept) {
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
