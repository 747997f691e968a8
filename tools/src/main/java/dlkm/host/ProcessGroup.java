package dlkm.host;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A child process with all its descendants, which write in a directory of ours. All of them end
 * with this process, and the next user of the directory can wait for that. The parent death signal
 * covers the child alone; descendants of make would go on writing.
 *
 * @param lock a file that exists while the command runs, and after it was cut off; its {@code
 *     flock} is held by every process of the group
 */
public record ProcessGroup(Path lock) {

  private static final String PATIENCE_SECONDS = "60";

  /**
   * The pipe from us is never written to: it ends when we do. Then the whole session is killed,
   * where there is a {@code pkill}: {@code timeout} and others make groups of their own in it.
   */
  private static final String LEADER =
      """
      exec 3<&0 </dev/null 9>"$1" && flock 9 || exit
      shift
      { read -r _ <&3; pkill -KILL -s 0; kill -KILL 0; } 2>/dev/null &
      "$@" 3<&-
      status=$?
      kill $!
      exit $status
      """;

  /**
   * Waits for the processes of a killed command.
   *
   * @throws ProblemException when something of it is still there after a minute
   */
  public void awaitEnd() throws IOException {
    if (!Files.exists(lock)) {
      return;
    }
    List<String> command = List.of("flock", "--timeout", PATIENCE_SECONDS, lock.toString(), "true");
    if (Child.run(command).status() != 0) {
      throw new ProblemException(
          lock.getParent().toString(),
          "processes of a command that was killed still write there",
          "end them; fuser -v " + lock + " names them");
    }
    forget();
  }

  /**
   * Starts the command, with no input, in a clean environment with a directory for temporary files
   * that is ours.
   *
   * @param directory where it runs
   * @param log what its output is appended to
   * @throws ProblemException without the programs that hold the group together
   */
  public Process start(List<String> command, Path directory, Path log) throws IOException {
    for (String program : List.of("setsid", "flock")) {
      if (Child.program(program).isEmpty()) {
        throw new ProblemException(
            program,
            "this program is not installed, and a build needs it",
            "'apt install " + ProgramPackage.of(program) + "'");
      }
    }
    List<String> words = new ArrayList<>(List.of("setsid", "sh", "-c", LEADER, "sh"));
    words.add(lock.toString());
    words.addAll(command);
    ProcessBuilder builder = Child.clean(words);
    Path temporary = Files.createDirectories(temporary());
    builder.environment().put("TMPDIR", temporary.toString());
    return builder
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private Path temporary() {
    return lock.resolveSibling(".tmp");
  }

  /** Whoever gets a directory for his own. */
  @FunctionalInterface
  public interface Gift {

    /** Gives it. */
    void give(Path directory) throws IOException;
  }

  /** Gives an empty directory for temporary files to the user that the command will run as. */
  public void giveTemporary(Gift gift) throws IOException {
    AtomicFiles.deleteTree(temporary());
    gift.give(Files.createDirectories(temporary()));
  }

  /** The command has come to its end. */
  public void forget() throws IOException {
    AtomicFiles.deleteTree(temporary());
    Files.deleteIfExists(lock);
  }
}
