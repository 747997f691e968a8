package dlkm.host;

import dlkm.problem.IoFailure;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The lock of every command that changes the state of a machine. Readers never take it. The file
 * holds the process id and the name of the holder, for messages. The lock itself is the kernel's
 * and ends with the process.
 */
public final class StateLock implements AutoCloseable {

  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(120);

  /** A build takes as long as it takes; its end, whatever it is, frees the lock. */
  private static final long FOREVER = Long.MAX_VALUE;

  private static final long POLL_MILLIS = 50;

  private static final Set<StandardOpenOption> READ_AND_WRITE =
      EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  /** To open such a file once more and close it would free this process's lock of it. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final boolean own;

  private StateLock(Path file, FileChannel channel, boolean own) {
    this.file = file;
    this.own = own;
    this.channel = channel;
    boolean _ = OURS.add(file);
  }

  /**
   * Takes the lock, waiting up to two minutes for another command to finish.
   *
   * @param command the name of the command that takes it
   * @param notice gets one line when there is somebody to wait for
   * @throws ProblemException when the lock can't be had
   */
  public static StateLock take(Host host, String command, Notices notice) {
    return take(host.path(Layout.LOCK), command, notice);
  }

  /**
   * Takes the lock of the build directories, which is held during a whole build. The state lock is
   * then taken only to store the result.
   */
  public static StateLock takeBuild(Host host, String command, Notices notice) {
    return take(host.path(Layout.BUILD_LOCK), command, notice, FOREVER);
  }

  /**
   * Takes the lock of DKMS's tree, which is held during a whole command of {@code dkms}. The others
   * are taken and given back under it.
   */
  public static StateLock takeDkms(Host host, String command, Notices notice) {
    return take(host.path(Layout.DKMS_LOCK), command, notice, FOREVER);
  }

  /** Whether no process changes the state, this one included. */
  public static boolean isFree(Host host) throws IOException {
    return isFree(host.path(Layout.LOCK));
  }

  /** Whether no process changes DKMS's tree, this one included. */
  public static boolean isDkmsFree(Host host) throws IOException {
    return isFree(host.path(Layout.DKMS_LOCK));
  }

  private static boolean isFree(Path file) throws IOException {
    if (OURS.contains(file)) {
      return false;
    }
    try (FileChannel channel = open(file)) {
      return channel.tryLock() != null;
    }
  }

  private static StateLock take(Path file, String command, Notices notice) {
    return take(file, command, notice, WAIT_NANOS);
  }

  private static StateLock take(Path file, String command, Notices notice, long patience) {
    FileChannel channel = open(file);
    try {
      boolean free = channel.tryLock() != null;
      if (!free && patience == FOREVER && isAncestor(file)) {
        return new StateLock(file, channel, false);
      }
      if (!free && !await(channel, file, notice, patience)) {
        String holder = holder(file);
        channel.close();
        throw new ProblemException(file.toString(), "held by " + holder, "wait for it, or end it");
      }
      String who = ProcessHandle.current().pid() + " " + command + "\n";
      int length = channel.write(ByteBuffer.wrap(who.getBytes(StandardCharsets.UTF_8)), 0);
      // Not before: to give back the file's last block may mean to wait for the disk.
      channel.truncate(length);
      return new StateLock(file, channel, true);
    } catch (IOException e) {
      throw new UncheckedIOException(AtomicFiles.named(file, e));
    }
  }

  private static FileChannel open(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return FileChannel.open(file, READ_AND_WRITE, Superuser.ownerAlone());
    } catch (AccessDeniedException e) {
      throw Superuser.refusal(file);
    } catch (IOException e) {
      throw new ProblemException(
          file.toString(), "can't be opened: " + IoFailure.reason(e), "check the file system");
    }
  }

  private static boolean await(FileChannel channel, Path file, Notices notice, long patience)
      throws IOException {
    long begin = System.nanoTime();
    boolean told = false;
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return true;
      }
      if (System.nanoTime() - begin > patience) {
        return false;
      }
      if (!told) {
        notice.say(file + ": held by " + holder(file) + ": waiting");
        told = true;
      }
      pause();
    }
  }

  /** One that waits for us, as dkms for a script of a package: we work under its lock. */
  private static boolean isAncestor(Path file) {
    String holder = written(file);
    return Stream.iterate(
            ProcessHandle.current().parent(), Optional::isPresent, p -> p.get().parent())
        .anyMatch(parent -> holder.startsWith(parent.get().pid() + " "));
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String holder(Path file) {
    String who = written(file);
    int space = who.indexOf(' ');
    return space < 0
        ? "another command"
        : who.substring(space + 1) + " (pid " + who.substring(0, space) + ")";
  }

  /** The holder's process id and name; empty where nobody has written them. */
  private static String written(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether it was free before, and isn't that of a process that waits for this one. */
  public boolean isOwn() {
    return own;
  }

  @Override
  public void close() {
    boolean _ = OURS.remove(file);
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
