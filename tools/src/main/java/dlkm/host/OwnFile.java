package dlkm.host;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads files of ours in whose place somebody may have put something else: a link is resolved
 * inside the root, and what is no file is refused before it is opened, since a FIFO would be waited
 * for.
 */
public final class OwnFile {

  private OwnFile() {}

  /**
   * The text of a file.
   *
   * @param todo what to do about one that can't be read
   * @throws ProblemException when it is no file, leads out of the root, or is no text
   * @throws NoSuchFileException when there is nothing of that name
   */
  public static String read(Host host, Path file, String todo) throws IOException {
    requireRegular(host, file, todo);
    try {
      return Files.readString(host.follow(file));
    } catch (CharacterCodingException e) {
      throw new ProblemException(file.toString(), "is no text in UTF-8", todo);
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(file)) {
        throw new ProblemException(file.toString(), "is a link that leads nowhere", todo);
      }
      throw e;
    }
  }

  /**
   * Refuses what is there and is no file.
   *
   * @param todo what to do about it
   */
  public static void requireRegular(Host host, Path file, String todo) {
    if (isOther(host.follow(file))) {
      throw new ProblemException(file.toString(), "is no regular file", todo);
    }
  }

  private static boolean isOther(Path file) {
    return !Files.isRegularFile(file) && Files.exists(file);
  }
}
