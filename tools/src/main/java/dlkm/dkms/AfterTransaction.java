package dlkm.dkms;

import dlkm.host.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * The administrator's own command after a change, {@code post_transaction} of {@code
 * framework.conf}: with the caller's rights, its output in a log in the tree. It isn't run for
 * another root, since it is for this machine.
 */
record AfterTransaction(DkmsSession session) {

  private static final String LOG = "post_transaction.log";

  /** Runs it, where there is one; its failure is told and changes nothing. */
  void run(KernelTarget kernel) {
    if (!session.host().isThisMachine()) {
      return;
    }
    String command = session.framework(kernel).afterwards();
    if (command.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder("\n");
    text.append(PackageBuild.DATE.format(ZonedDateTime.now(ZoneId.systemDefault())));
    text.append("\n# command: ").append(command).append('\n');
    Instant begin = Instant.now();
    int status =
        LoggedProgram.run(
            List.of("bash", "-c", command), Path.of("/"), line -> text.append(line).append('\n'));
    Duration took = Duration.between(begin, Instant.now());
    text.append("\n# exit code: ").append(status);
    text.append("\n# elapsed time: ").append(clock(took)).append('\n');
    text.append("-".repeat(64)).append('\n');
    try {
      AtomicFiles.write(Path.of(session.tree().tree(), LOG), text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session
        .output()
        .say(
            "Executing post-transaction command..."
                + (status == 0 ? " done." : "(bad exit status: " + status + ")"));
  }

  private static String clock(Duration time) {
    return two(time.toHours()) + ":" + two(time.toMinutesPart()) + ":" + two(time.toSecondsPart());
  }

  private static String two(long number) {
    return (number < 10 ? "0" : "") + number;
  }
}
