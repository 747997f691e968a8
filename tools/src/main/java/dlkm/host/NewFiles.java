package dlkm.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes files that nobody reads yet, in a directory that is made aside. A failure, such as that of
 * a full disk, names the file that isn't written, under the name that it was to have: a channel
 * knows no file, and a copy names its source.
 */
public final class NewFiles {

  private NewFiles() {}

  /** What writes a file. */
  @FunctionalInterface
  public interface Writing {
    void run() throws IOException;
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
      throw e;
    } catch (IOException e) {
      throw AtomicFiles.named(file, e);
    }
  }
}
