package dlkm.rehearse;

import dlkm.boot.BootRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a rehearsal went.
 *
 * @param release the kernel that ran
 * @param commandStatus the command's exit status; absent if it didn't come to its end
 * @param boot what the boot did about our modules, if the machine's own boot was run
 * @param bootTime from the call until the command began; zero if it never did
 * @param total from the call until the verdict
 * @param log the kernel's log; absent if it was temporary and the verdict is clean
 */
public record RehearsalResult(
    String release,
    OptionalInt commandStatus,
    Verdict verdict,
    Optional<BootRecord> boot,
    Duration bootTime,
    Duration total,
    Optional<Path> log) {}
