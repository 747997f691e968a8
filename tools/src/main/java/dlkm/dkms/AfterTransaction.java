package dlkm.dkms;

import dlkm.host.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The administrator's own command after a change, {@code post_transaction} of {@code
 * framework.conf}: with the caller's rights, its output in a log in the tree. It isn't run for
 * another root, since it is for this machine.
 */
record AfterTransaction(DkmsSession session) {

  private static final String LOG = "post_transaction.log";
  private static final String STEP = "Executing post-transaction command";

  /** Runs it, where there is one; its failure is told and changes nothing. */
  void run(KernelTarget kernel) {
    if (!session.host().isThisMachine()) {
      return;
    }
    String command = session.framework(kernel).afterwards();
    if (command.isEmpty()) {
      return;
    }
    StringBuilder said = new StringBuilder();
    session.output().begin(STEP);
    MakeLog.Clock clock = MakeLog.Clock.begin();
    int status =
        LoggedProgram.run(
            List.of("bash", "-c", command), Path.of("/"), line -> said.append(line).append('\n'));
    var step = new Dialect.LoggedStep(STEP, command, said.toString(), status, clock.took());
    try {
      // A log that older versions don't have.
      AtomicFiles.write(Path.of(session.tree().tree(), LOG), step.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.output().end(status, command);
  }
}
