package dlkm.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes files that nobody reads yet, in a directory that is made aside. A failure, such as that of
 * a full disk, names the file that isn't written, under the name that it was to have: a channel
 * knows no file, and a copy names its source.
 */
public final class NewFiles {

  private static final FileAttribute<?> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private NewFiles() {}

  /** What writes a file. */
  @FunctionalInterface
  public interface Writing {
    void run() throws IOException;
  }

  /**
   * Makes an empty file under a name that nothing has, for its owner alone. The name can be
   * foretold: not for a directory that others may write to. {@link Files#createTempFile} takes 9 ms
   * to find its random numbers, in commands that take a tenth of a second.
   */
  public static Path create(Path directory, String prefix) throws IOException {
    Path file = directory.resolve(prefix + Long.toUnsignedString(System.nanoTime(), 36));
    try {
      return Files.createFile(file, OWN);
    } catch (FileAlreadyExistsException e) {
      return create(directory, prefix);
    }
  }

  /** Writes a text in UTF-8. */
  public static void write(Path file, CharSequence text) throws IOException {
    write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes. */
  public static void write(Path file, byte[] content) throws IOException {
    named(file, () -> Files.write(file, content));
  }

  /** Copies a file. */
  public static void copy(Path source, Path file, CopyOption... options) throws IOException {
    try {
      Files.copy(source, file, options);
    } catch (FileSystemException e) {
      boolean isOfSource = source.toString().equals(e.getFile());
      throw isOfSource && isReadable(source) ? AtomicFiles.named(file, e) : e;
    } catch (IOException e) {
      throw AtomicFiles.named(isReadable(source) ? file : source, e);
    }
  }

  /** Whether all of it can be read: then a failed copy couldn't be written. */
  private static boolean isReadable(Path source) {
    try {
      long _ = Files.copy(source, OutputStream.nullOutputStream());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Does what writes a file. */
  public static void named(Path file, Writing writing) throws IOException {
    try {
      writing.run();
    } catch (FileSystemException e) {
      throw file.toString().equals(e.getFile()) ? AtomicFiles.named(file, e) : e;
    } catch (IOException e) {
      throw AtomicFiles.named(file, e);
    }
  }
}
