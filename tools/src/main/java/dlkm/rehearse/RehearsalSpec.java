package dlkm.rehearse;

import dlkm.host.Host;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A rehearsal to be run.
 *
 * @param host the machine that is copied: its root, and our own scripts
 * @param release the kernel to boot; the newest installed one if absent
 * @param boot whether the machine's own initramfs and init boot it, before the command runs
 * @param log where the kernel's log is kept; a temporary file, named only when something is wrong,
 *     if absent
 */
public record RehearsalSpec(
    Host host,
    Optional<String> release,
    Job job,
    Machine machine,
    boolean boot,
    Optional<Path> log) {

  /** A command in a small machine under the newest installed kernel. */
  public static RehearsalSpec of(Host host, Job job) {
    return new RehearsalSpec(host, Optional.empty(), job, Machine.small(), false, Optional.empty());
  }
}
