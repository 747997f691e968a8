package dlkm.clib;

import java.nio.charset.StandardCharsets;

/**
 * Reads whole files by C's own calls. They take half the time of a channel's where some C library
 * is called anyway; the first call of one takes as long as a thousand files. For one thread.
 */
public final class CFiles implements AutoCloseable {

  private static final int READ_ONLY = 0;
  private static final int PATH_MAX = 4096;

  private final NativeBuffer path = new NativeBuffer(PATH_MAX);
  private final CLibrary.Function open;
  private final CLibrary.Function read;
  private final CLibrary.Function close;

  public CFiles() {
    CLibrary library = CLibrary.standard();
    open = library.function("open");
    read = library.function("read");
    close = library.function("close");
  }

  /**
   * Reads a file to the beginning of a buffer.
   *
   * @param size how large it is; there is room for a byte more, which shows a file that has grown
   * @return false when it isn't so large, or not by one call; whoever tries again another way will
   *     know why
   */
  public boolean read(String file, NativeBuffer into, int size) {
    byte[] name = file.getBytes(StandardCharsets.UTF_8);
    if (name.length >= PATH_MAX) {
      return false;
    }
    path.bytes().put(0, name).put(name.length, (byte) 0);
    int descriptor = (int) open.call(path.address(), READ_ONLY, 0);
    if (descriptor < 0) {
      return false;
    }
    into.bytes().clear().limit(size);
    long got = read.call(descriptor, into.address(), size + 1);
    long _ = close.call(descriptor);
    return got == size;
  }

  @Override
  public void close() {
    path.close();
  }
}
