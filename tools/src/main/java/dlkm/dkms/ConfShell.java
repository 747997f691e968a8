package dlkm.dkms;

import dlkm.host.BackgroundTask;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of bash over configuration files, which are programs of others: as a user without rights,
 * for a limited time.
 */
final class ConfShell {

  private static final long PATIENCE_SECONDS = 60;

  /** What is said of one that didn't end in time. */
  static final String TOO_LONG = "took longer than " + PATIENCE_SECONDS + " s";

  private final byte[] output;
  private final String said;
  private final boolean ended;

  private ConfShell(byte[] output, String said, boolean ended) {
    this.output = output;
    this.said = said;
    this.ended = ended;
  }

  /** Runs a script with arguments, with a file's name as its own. */
  static ConfShell run(Sandbox sandbox, String script, String name, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", "--norc", "--noprofile", "-c", script, name));
    command.addAll(arguments);
    try {
      Process process = sandbox.builder(command).start();
      process.getOutputStream().close();
      BackgroundTask<Boolean> limit = BackgroundTask.begin(() -> limit(process));
      BackgroundTask<String> said = BackgroundTask.begin(() -> text(process.getErrorStream()));
      byte[] output = process.getInputStream().readAllBytes();
      boolean ended = limit.get();
      return new ConfShell(output, ended ? said.get() : "", ended);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was written on standard output. */
  byte[] output() {
    return output.clone();
  }

  /** What was written on standard error. */
  String said() {
    return said;
  }

  /** Whether it ended in time. */
  boolean ended() {
    return ended;
  }

  private static boolean limit(Process process) throws InterruptedException {
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return ended;
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
