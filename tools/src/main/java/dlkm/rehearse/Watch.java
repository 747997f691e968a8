package dlkm.rehearse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the end of a machine, and ends one that is stuck, that repeats itself, or for which the
 * host's patience ends.
 */
final class Watch {

  private static final Duration PERIOD = Duration.ofMillis(100);

  /** How long a machine that is stuck may take to say where. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(20);

  /** How far the machine has come. */
  interface Saying {
    boolean isReady();

    boolean isCommandOver();

    int bytes();
  }

  private final Process process;
  private final Monitor monitor;
  private final Effort effort;
  private final Saying saying;
  private final SilenceWatch silence;
  private final boolean oneProcessor;

  Watch(Process process, Monitor monitor, RehearsalSpec spec, Saying saying) {
    this.process = process;
    this.monitor = monitor;
    this.effort = spec.job().effort();
    this.saying = saying;
    this.silence = new SilenceWatch(effort.settle(), spec.job().timeout());
    this.oneProcessor = spec.machine().cpus() == 1;
  }

  /** How it ended; {@code log} is the console's file. */
  MachineEnding await(Path log) throws IOException, InterruptedException {
    SpinWatch spin = new SpinWatch();
    OopsWatch oops = new OopsWatch();
    long read = 0;
    long end = System.nanoTime() + effort.patience().toNanos();
    while (!process.waitFor(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > end) {
        process.destroyForcibly().waitFor();
        return MachineEnding.doubtful(
            "the host's limit of " + effort.patience().toSeconds() + " s was reached");
      }
      String more = after(read, log);
      read += more.length();
      if (oops.isEnough(more)) {
        process.destroyForcibly().waitFor();
        return MachineEnding.ORDERLY;
      }
      Optional<String> stuck = look(spin);
      if (stuck.isPresent() && GuestLog.isHalted(Rehearsal.text(log))) {
        process.destroyForcibly().waitFor();
        return MachineEnding.ORDERLY;
      }
      if (stuck.isPresent()) {
        return lastWords(stuck.get(), log);
      }
    }
    return process.exitValue() == 0
        ? MachineEnding.ORDERLY
        : MachineEnding.doubtful("QEMU ended with status " + process.exitValue());
  }

  /**
   * Of several processors each would have to be looked at; the others tell of one that is stuck.
   */
  private Optional<String> look(SpinWatch spin) {
    if (!oneProcessor || !saying.isReady()) {
      return Optional.empty();
    }
    Optional<CpuSample> sample = monitor.answer(CpuSample::parse);
    Duration spent = process.info().totalCpuDuration().orElse(Duration.ZERO);
    Optional<String> stuck = sample.flatMap(now -> spin.look(now, spent));
    if (stuck.isEmpty() && saying.isCommandOver()) {
      stuck = sample.flatMap(now -> silence.look(now.clock(), spent, saying.bytes()));
    }
    monitor.say(CpuSample.QUESTION);
    return stuck;
  }

  /** What the console's file has more than the host has read; a byte is a character. */
  private static String after(long read, Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] more = new byte[(int) Math.max(0, file.length() - read)];
      file.seek(read);
      file.readFully(more);
      return new String(more, StandardCharsets.ISO_8859_1);
    }
  }

  private MachineEnding lastWords(String why, Path log) throws IOException, InterruptedException {
    int before = (int) Files.size(log);
    monitor.interrupt();
    if (!process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
    List<String> words = GuestLog.excerpt(Rehearsal.text(log).substring(before));
    return MachineEnding.stuck(why, words, before);
  }
}
