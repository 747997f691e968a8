package dlkm.changelog;

import dlkm.host.Caller;
import dlkm.host.TransactionRecord;
import dlkm.problem.IoFailure;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The recording of all that a command changes, bound for as long as it holds the state lock: who
 * changes something finds it here and needs no knowledge of the command. A record that can't be
 * written is told, and fails nothing. Without a command, in a unit test, nothing is recorded.
 */
public final class Recording implements TransactionRecord {

  private static final ScopedValue<Recording> CURRENT = ScopedValue.newInstance();

  private static final String CHANGE = ": a change is made, and can't be recorded: ";

  /** The change itself is the record. */
  private static final String COMMENT = ": the comment can't be recorded: ";

  private final Caller caller;
  private final ChangeLog log;
  private final Set<String> told = new HashSet<>();

  private Recording(Caller caller) {
    this.caller = caller;
    log = new ChangeLog(caller.host());
  }

  /** Runs the work of a command, recording what it changes. */
  public static <T, X extends Throwable> T during(
      Caller caller, ScopedValue.CallableOp<? extends T, X> work) throws X {
    Recording recording = new Recording(caller);
    return ScopedValue.where(CURRENT, recording)
        .where(TransactionRecord.CURRENT, recording)
        .call(work);
  }

  /** Records a change that was just made; returns whether that went well. */
  public static boolean note(Changed change) {
    return current().map(recording -> recording.append(change)).orElse(false);
  }

  /** The recording of this command. */
  public static Optional<Recording> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  private boolean append(Changed change) {
    String what = change.kind() == Changed.Kind.COMMENT ? COMMENT : CHANGE;
    return guarded(what, () -> log.append(lines(Instant.now(), change).getFirst()));
  }

  private List<String> lines(Instant time, Changed change) {
    return List.of(EntryLine.of(new Entry(time, change, caller.invocation())));
  }

  @Override
  public List<String> lines(List<FileChange> changes) {
    Instant now = Instant.now();
    List<String> lines = new ArrayList<>();
    for (Changed change : FileChanges.of(caller.host(), changes)) {
      lines.addAll(lines(now, change));
    }
    return lines;
  }

  @Override
  public void write(List<String> lines) {
    boolean _ = guarded(CHANGE, () -> log.appendMissing(lines));
  }

  private boolean guarded(String what, PartlyDoneException.Work work) {
    try {
      work.run();
      return true;
    } catch (IOException e) {
      untold(what, e);
    } catch (UncheckedIOException e) {
      untold(what, e.getCause());
    } catch (ProblemException e) {
      e.problems().forEach(problem -> caller.say(problem.toString()));
    }
    return false;
  }

  private void untold(String what, IOException why) {
    String forbidden = IoFailure.todo(why);
    if (isInTheWay(log.file(), Files.isRegularFile(log.file(), LinkOption.NOFOLLOW_LINKS))
        || why instanceof FileAlreadyExistsException) {
      say(log.file() + what + other(why) + IoFailure.reason(why) + ": move it away");
    } else if (isInTheWay(log.file().getParent(), Files.isDirectory(log.file().getParent()))) {
      say(log.file() + what + log.file().getParent() + ": is not a directory: move it away");
    } else {
      String todo = forbidden.isEmpty() ? "make room for it, or check the file system" : forbidden;
      say(log.file() + what + other(why) + IoFailure.reason(why) + ": " + todo);
    }
  }

  private static boolean isInTheWay(Path place, boolean isRight) {
    return Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !isRight;
  }

  /** Once for all changes of the command. */
  private void say(String line) {
    if (told.add(line)) {
      caller.say(line);
    }
  }

  /** What is wrong may be the log's directory. */
  private String other(IOException why) {
    String file = why instanceof FileSystemException named ? named.getFile() : null;
    return file == null || file.equals(log.file().toString()) ? "" : file + ": ";
  }

  /**
   * A line that stands in a file until its change is made.
   *
   * @see #write(Instant, List)
   */
  public String withoutTime(Changed change) {
    return EntryLine.rest(change, caller.invocation());
  }

  /** Writes such lines, with the time at which their change was made. */
  public void write(Instant time, List<String> withoutTime) {
    write(withoutTime.stream().map(line -> EntryLine.at(time, line)).toList());
  }

  /** Whether what was changed at that time is recorded; unknown counts as yes. */
  public boolean isWrittenSince(FileTime time) {
    try {
      return log.isWrittenSince(time);
    } catch (IOException | UncheckedIOException e) {
      return true;
    }
  }

  /** The change of a line without a time; empty where it isn't intact. */
  public static Optional<Changed> changeOf(String withoutTime) {
    return EntryLine.parse(EntryLine.at(Instant.EPOCH, withoutTime)).map(Entry::change);
  }
}
