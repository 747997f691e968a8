package dlkm.registrycheck;

import dlkm.host.DirectoryNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A directory in the place of a file that a repair would write; an empty one is no loss. */
final class InTheWay {

  private InTheWay() {}

  /** Whether there is one that a person has to look at. */
  static boolean of(Path file) {
    return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !DirectoryNames.of(file).isEmpty();
  }

  /** What a person can do about it. */
  static String todo(Path file) {
    return "move what is in it elsewhere, then 'rmdir " + file + "' and 'krs -r'";
  }

  /**
   * Deletes an empty one.
   *
   * @return whether a file can be written there
   */
  static boolean clear(Path file) throws IOException {
    if (of(file)) {
      return false;
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(file);
    }
    return true;
  }
}
