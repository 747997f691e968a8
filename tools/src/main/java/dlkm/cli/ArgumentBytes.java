package dlkm.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of the command line. The JVM replaces those that are no UTF-8, so a name or a value
 * would become another one.
 */
final class ArgumentBytes {

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private static final char REPLACEMENT = '\ufffd';

  private ArgumentBytes() {}

  /**
   * Refuses arguments that are not what was typed.
   *
   * @throws UsageException naming the first of them
   */
  static void requireText(String... args) {
    for (String argument : args) {
      // Somebody may have typed that very character.
      if (argument.indexOf(REPLACEMENT) >= 0 && !isText()) {
        throw new UsageException("'" + argument + "' has bytes that are no UTF-8");
      }
    }
  }

  private static boolean isText() {
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static byte[] bytes() {
    try {
      return Files.readAllBytes(COMMAND_LINE);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
