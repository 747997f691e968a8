package dlkm.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Files of one directory that are replaced together: each is written aside and flushed to the disk
 * when it comes, by any thread; once all are there they are renamed. Without that nothing of them
 * stays.
 */
public final class Replacement implements AutoCloseable {

  private static final Set<StandardOpenOption> WRITING =
      EnumSet.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  private final Path directory;
  private final List<String> waiting = new ArrayList<>();
  private final List<FutureTask<Path>> writing = new ArrayList<>();

  public Replacement(Path directory) {
    this.directory = directory;
  }

  /** The most that is written at once: the JVM copies it before. */
  private static final int AT_ONCE = 128 << 10;

  /**
   * Begins to write a file aside, in a thread of its own: a flush waits for the disk, and several
   * at a time take little longer than one.
   *
   * @param parts of its content, in their order; they are used up
   */
  public void put(String name, ByteBuffer... parts) {
    FutureTask<Path> task = new FutureTask<>(() -> writeAside(name, parts));
    synchronized (waiting) {
      waiting.add(name);
      writing.add(task);
    }
    Thread.ofPlatform().daemon().start(task);
  }

  private Path writeAside(String name, ByteBuffer... parts) throws IOException {
    try (FileChannel channel = FileChannel.open(aside(name), WRITING)) {
      for (ByteBuffer part : parts) {
        write(channel, part);
      }
      channel.force(true);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // A channel's own failure doesn't say which file it was.
      throw new FileSystemException(directory.resolve(name).toString(), null, e.getMessage());
    }
    return aside(name);
  }

  /** Writes all that is left of a buffer. */
  public static void write(FileChannel channel, ByteBuffer content) throws IOException {
    int end = content.limit();
    while (content.position() < end) {
      content.limit(Math.min(end, content.position() + AT_ONCE));
      channel.write(content);
    }
  }

  /**
   * Waits until all is on the disk and puts it in place.
   *
   * @param order in which they are renamed; names of files that weren't written don't matter
   */
  public void commit(Collection<String> order) throws IOException {
    Optional<IOException> failure = written();
    if (failure.isPresent()) {
      throw failure.get();
    }
    boolean renamed = false;
    for (String name : order) {
      if (waiting.contains(name)) {
        Files.move(aside(name), directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        waiting.remove(name);
        renamed = true;
      }
    }
    if (renamed) {
      AtomicFiles.syncDirectory(directory);
    }
  }

  private Path aside(String name) {
    return AtomicFiles.aside(directory.resolve(name));
  }

  /** Waits until nothing is written any more, and tells what failed. */
  private Optional<IOException> written() {
    Optional<IOException> failure = Optional.empty();
    for (FutureTask<Path> task : writing) {
      try {
        Path _ = task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof IOException failed)) {
          throw new IllegalStateException(e.getCause());
        }
        failure = Optional.of(failed);
      }
    }
    writing.clear();
    return failure;
  }

  @Override
  public void close() throws IOException {
    Optional<IOException> _ = written();
    for (String name : waiting) {
      Files.deleteIfExists(aside(name));
    }
  }
}
