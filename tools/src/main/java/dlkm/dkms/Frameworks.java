package dlkm.dkms;

import java.util.HashMap;
import java.util.Map;

/** The settings of all packages, which a command evaluates once for each kernel. */
final class Frameworks {

  private final Framework first;
  private final Map<String, Framework> known = new HashMap<>();

  /**
   * Those of a machine.
   *
   * @param first as a command evaluates them in the beginning; what the files say to that, it has
   *     told
   */
  Frameworks(Framework first) {
    this.first = first;
    known.put(first.release(), first);
  }

  /**
   * The settings for a kernel.
   *
   * @throws DkmsException when they come to no regular end (8)
   */
  Framework of(KernelTarget kernel) {
    return known.computeIfAbsent(
        kernel.release(), release -> Framework.read(first.host(), release, _ -> {}));
  }
}
