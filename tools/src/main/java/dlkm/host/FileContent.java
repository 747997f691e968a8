package dlkm.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads whole files. A failure, such as that of a directory in a file's place, names the file: an
 * open channel doesn't know it. Text in another character set is told by {@link
 * CharacterCodingException}.
 */
public final class FileContent {

  private FileContent() {}

  /** What reads a file. */
  private interface Reading<T> {
    T run() throws IOException;
  }

  /** All bytes. */
  public static byte[] bytes(Path file) throws IOException {
    return named(file, () -> Files.readAllBytes(file));
  }

  /** A text in UTF-8. */
  public static String text(Path file) throws IOException {
    return text(file, StandardCharsets.UTF_8);
  }

  /** A text. */
  public static String text(Path file, Charset charset) throws IOException {
    return named(file, () -> Files.readString(file, charset));
  }

  /** A text in UTF-8; empty where there is no such file, or another command just took it away. */
  public static Optional<String> textIfThere(Path file) {
    try {
      return Optional.of(text(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a text in UTF-8. */
  public static List<String> lines(Path file) throws IOException {
    return named(file, () -> Files.readAllLines(file));
  }

  private static <T> T named(Path file, Reading<T> reading) throws IOException {
    try {
      return reading.run();
    } catch (CharacterCodingException e) {
      throw e;
    } catch (IOException e) {
      throw AtomicFiles.named(file, e);
    }
  }
}
