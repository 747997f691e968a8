package dlkm.component;

import dlkm.host.ByteOrderMark;
import dlkm.host.FileContent;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text files that people write. */
public final class Texts {

  private Texts() {}

  /**
   * The text of a file.
   *
   * @throws ProblemException when it is no UTF-8
   * @throws UncheckedIOException when it can't be read
   */
  public static String read(Path file) {
    return read(file, file);
  }

  /** The text of a file that is known to people by another name. */
  static String read(Path shown, Path file) {
    try {
      requireRegular(shown, file);
      return ByteOrderMark.skip(FileContent.text(file));
    } catch (CharacterCodingException e) {
      throw new ProblemException(shown.toString(), "is no text in UTF-8", "convert it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file; the empty text when there is no file. */
  public static String readOrEmpty(Path file) {
    try {
      requireRegular(file, file);
      return ByteOrderMark.skip(FileContent.text(file));
    } catch (NoSuchFileException e) {
      return "";
    } catch (CharacterCodingException e) {
      throw new ProblemException(file.toString(), "is no text in UTF-8", "convert it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A FIFO would be waited for. A link to the null device is a way to have an empty file. */
  private static void requireRegular(Path shown, Path file) throws IOException {
    if (!Files.isRegularFile(file)
        && Files.exists(file)
        && !Files.isSameFile(file, Path.of("/dev/null"))) {
      throw new ProblemException(shown.toString(), "is not a regular file", "move it away");
    }
  }
}
