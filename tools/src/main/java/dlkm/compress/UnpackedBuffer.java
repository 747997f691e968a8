package dlkm.compress;

import dlkm.clib.NativeBuffer;
import java.nio.ByteBuffer;

/**
 * What is unpacked from a file: memory that grows with it, but not beyond what such a file may
 * hold. Used again for the next file.
 */
final class UnpackedBuffer implements AutoCloseable {

  private final NativeBuffer memory = new NativeBuffer(0);
  private int limit;

  UnpackedBuffer(int size) {
    memory.require(size);
  }

  /** How far it may grow for the next file. */
  void limit(int most) {
    limit = most;
  }

  ByteBuffer bytes() {
    return memory.bytes();
  }

  long address() {
    return memory.address();
  }

  int size() {
    return Math.min(memory.bytes().capacity(), limit);
  }

  /** Makes it larger, keeping what is in it. */
  void grow() {
    if (size() == limit) {
      throw tooLarge();
    }
    memory.grow(Math.min(limit, memory.bytes().capacity() * 2L));
  }

  /** Makes it large enough; what was in it is lost. */
  void require(long size) {
    if (size > limit) {
      throw tooLarge();
    }
    memory.require(size);
  }

  private DamagedException tooLarge() {
    return new DamagedException(
        "would be more than " + (limit >> 20) + " MiB unpacked, and no module is",
        "build or copy it again");
  }

  @Override
  public void close() {
    memory.close();
  }
}
