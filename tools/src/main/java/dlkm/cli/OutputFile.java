package dlkm.cli;

import dlkm.host.AtomicFiles;
import dlkm.problem.IoFailure;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file of the caller's that a query writes: it has the old or the new content at any time.
 * Standard output where it is named {@code -}.
 */
final class OutputFile {

  private OutputFile() {}

  /** Whether an operand means standard output. */
  static boolean isStandardOutput(String operand) {
    return operand.equals("-");
  }

  /**
   * Writes the text in UTF-8.
   *
   * @throws ProblemException when it can't be written; the file is as before then
   */
  static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of bytes. */
  static void write(Path file, byte[] content) {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target) || target.getFileName() == null) {
      throw new ProblemException(file.toString(), "is a directory", "name a file");
    }
    boolean regular = Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
    if (!regular && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      // A rename would replace a link or a device.
      throw new ProblemException(file.toString(), "is not a regular file", "name another one");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new ProblemException(
          file.toString(),
          "its directory is not there",
          file.getParent() == null
              ? "name a file in one that is"
              : "'mkdir " + file.getParent() + "' makes it");
    }
    try {
      AtomicFiles.writeUnlocked(target, content);
    } catch (IOException e) {
      throw new ProblemException(
          file.toString(), "can't be written: " + IoFailure.reason(e), IoFailure.todo(e));
    }
  }
}
