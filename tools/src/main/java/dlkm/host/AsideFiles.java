package dlkm.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Replaces files of one directory together: all are written aside and flushed, then all are
 * renamed. On a failure, they are deleted. Several threads may write.
 */
public final class AsideFiles implements AutoCloseable {

  /** The most that is written at once: the JVM copies it before. */
  private static final int AT_ONCE = 128 << 10;

  private final Path directory;

  /** Written files that are not renamed yet; guarded by itself. */
  private final List<String> waiting = new ArrayList<>();

  public AsideFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Writes a file aside.
   *
   * @param content is used up
   */
  public void put(String name, ByteBuffer content) throws IOException {
    synchronized (waiting) {
      waiting.add(name);
    }
    write(name, content);
  }

  private void write(String name, ByteBuffer content) throws IOException {
    try (FileChannel channel = AtomicFiles.createAside(directory.resolve(name))) {
      write(channel, content);
      channel.force(true);
    } catch (IOException e) {
      throw AtomicFiles.named(directory.resolve(name), e);
    }
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
   * Puts all in place.
   *
   * @param order in which they are renamed; names of files that weren't written don't matter
   */
  public void commit(Collection<String> order) throws IOException {
    if (rename(order)) {
      AtomicFiles.syncDirectory(directory);
    }
  }

  /** The same, not flushed to the disk; returns whether there was any. */
  boolean rename(Collection<String> order) throws IOException {
    boolean renamed = false;
    for (String name : order) {
      if (waiting.contains(name)) {
        AtomicFiles.putInPlace(directory.resolve(name));
        waiting.remove(name);
        renamed = true;
      }
    }
    if (!waiting.isEmpty()) {
      throw new IllegalStateException("not in the order: " + waiting);
    }
    return renamed;
  }

  private Path aside(String name) {
    return AtomicFiles.aside(directory.resolve(name));
  }

  /** Takes away what isn't in place; one that can't be keeps no other. */
  @Override
  public void close() throws IOException {
    IOException first = null;
    for (String name : waiting) {
      try {
        Files.deleteIfExists(aside(name));
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
