package dlkm.kernel;

import java.time.Duration;
import java.util.List;

/** How the kernel answered one request. */
public sealed interface Outcome {

  /** It is done. {@code took} is the time in the kernel's calls alone. */
  record Done(Duration took) implements Outcome {}

  /**
   * It is refused, and all is as before.
   *
   * @param errno the kernel's or the module's own error number
   * @param kernelLines what the kernel's log said meanwhile
   */
  record Refused(int errno, String errnoName, List<String> kernelLines) implements Outcome {

    public Refused {
      kernelLines = List.copyOf(kernelLines);
    }

    static Refused of(int errno, List<String> kernelLines) {
      return new Refused(errno, Errno.name(errno), kernelLines);
    }
  }
}
