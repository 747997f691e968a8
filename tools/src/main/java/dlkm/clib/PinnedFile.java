package dlkm.clib;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file that stays the same one, whoever may rename or replace the names that lead to it: opened
 * by a path in which nothing is a symbolic link, by openat2(2). Opening reads nothing and waits for
 * nothing, also where it is a FIFO or a device.
 */
@SuppressWarnings("restricted")
public final class PinnedFile implements AutoCloseable {

  // asm-generic/unistd.h, fcntl.h; linux/openat2.h.
  private static final int OPENAT2 = 437;
  private static final int AT_FDCWD = -100;
  private static final long O_PATH_CLOEXEC = 0x280000;
  private static final long RESOLVE_NO_SYMLINKS = 0x04;
  private static final long HOW_SIZE = 24;

  private static final CLibrary C = CLibrary.standard();

  private final int descriptor;

  private PinnedFile(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Pins the file of an absolute path.
   *
   * @throws FileSystemException when there is none, or a link leads to it
   */
  public static PinnedFile open(Path file) throws FileSystemException {
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment how = memory.allocate(HOW_SIZE, Long.BYTES);
      how.set(ValueLayout.JAVA_LONG, 0, O_PATH_CLOEXEC);
      how.set(ValueLayout.JAVA_LONG, 2 * Long.BYTES, RESOLVE_NO_SYMLINKS);
      long name = memory.allocateFrom(file.toString()).address();
      int descriptor =
          (int) C.function("syscall").call(OPENAT2, AT_FDCWD, name, how.address(), HOW_SIZE);
      if (descriptor < 0) {
        throw new FileSystemException(
            file.toString(), null, "changed while it was read: try again");
      }
      return new PinnedFile(descriptor);
    }
  }

  /** Another path of the file, which leads to it as long as it is open here. */
  public Path path() {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  @Override
  public void close() {
    long _ = C.function("close").call(descriptor);
  }
}
