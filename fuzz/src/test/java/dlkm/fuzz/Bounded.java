package dlkm.fuzz;

import com.sun.management.ThreadMXBean;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * One run of a reader over some bytes: what it may come to is an outcome or a problem, and the
 * memory that it takes is in proportion to the input.
 */
public final class Bounded {

  /** The reader, with the bytes in hand. */
  @FunctionalInterface
  public interface Reader {
    void read() throws IOException;
  }

  private static final long ALWAYS = 16 << 20;
  private static final long FOR_EACH_BYTE = 512;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Bounded() {}

  /** Runs the reader; anything but its return and what it may throw is a finding. */
  public static void read(byte[] input, Reader reader) {
    long allowed = ALWAYS + FOR_EACH_BYTE * input.length;
    boolean tooMuch = taken(reader) > allowed;
    if (tooMuch) {
      // Once more, since the first time may load classes.
      tooMuch = taken(reader) > allowed;
    }
    if (tooMuch) {
      throw new AssertionError("more than " + allowed + " bytes of memory taken");
    }
  }

  private static long taken(Reader reader) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reader.read();
    } catch (ProblemException | IOException e) {
      // What is to come of damaged bytes.
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
