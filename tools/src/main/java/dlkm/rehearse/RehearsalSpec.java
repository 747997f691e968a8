package dlkm.rehearse;

import dlkm.host.Host;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A rehearsal to be run.
 *
 * @param host the machine that is copied: its root, and our own scripts
 * @param release the kernel to boot; the newest installed one if absent
 * @param boot what boots the machine before the command runs
 * @param log where the kernel's log is kept; a temporary file, named only when something is wrong,
 *     if absent
 */
public record RehearsalSpec(
    Host host,
    Optional<String> release,
    GuestCommand job,
    Machine machine,
    Boot boot,
    Optional<Path> log) {

  /** What boots a scratch machine. */
  public sealed interface Boot {

    /** Only what the command needs. */
    record Ours() implements Boot {}

    /**
     * The machine's own initramfs and init.
     *
     * @param initramfs in place of the installed one
     */
    record Own(Optional<Path> initramfs) implements Boot {}
  }

  /** Whether the machine's own init runs, with all of its loading phases. */
  boolean isWholeBoot() {
    return boot instanceof Boot.Own;
  }

  /** A command in a small machine under the newest installed kernel. */
  public static RehearsalSpec of(Host host, GuestCommand job) {
    return new RehearsalSpec(
        host, Optional.empty(), job, Machine.small(), new Boot.Ours(), Optional.empty());
  }
}
