package dlkm.modtree;

import dlkm.host.AsideFiles;
import dlkm.host.AtomicFiles;
import dlkm.host.BackgroundTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files of the index that are written, each in a thread of its own: a flush waits for the disk,
 * and several at a time take little longer than one. Their stamps are taken before they are put in
 * place, where a {@code depmod} may replace them at any time.
 */
final class WrittenFiles implements AutoCloseable {

  private final Path directory;
  private final AsideFiles files;
  private final Map<String, BackgroundTask<FileStamp>> written = new ConcurrentHashMap<>();

  WrittenFiles(Path directory) {
    this.directory = directory;
    files = new AsideFiles(directory);
  }

  /**
   * Begins to write a file aside. What fails is thrown by {@link #commit}.
   *
   * @param content is used up
   */
  void begin(String name, ByteBuffer content) {
    written.put(name, BackgroundTask.begin(() -> write(name, content)));
  }

  /** Stamps of written files; a rename doesn't change them. */
  private FileStamp write(String name, ByteBuffer content) throws IOException {
    files.put(name, content);
    return FileStamp.of(AtomicFiles.aside(directory.resolve(name)));
  }

  /**
   * Waits until all is on the disk and puts it in place.
   *
   * @param order in which they are renamed; names of files that weren't written don't matter
   * @param stamps gets those of the files that were written
   */
  void commit(Collection<String> order, Map<String, FileStamp> stamps) throws IOException {
    try {
      written.forEach((name, file) -> stamps.put(name, file.get()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    files.commit(order);
  }

  /** Takes away what isn't in place. */
  @Override
  public void close() throws IOException {
    for (BackgroundTask<FileStamp> file : written.values()) {
      try {
        FileStamp _ = file.get();
      } catch (RuntimeException e) {
        // The commit has told it, or something else has failed before.
      }
    }
    files.close();
  }
}
