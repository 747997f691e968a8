package dlkm.dkms;

import dlkm.host.Child;
import dlkm.host.Notices;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs that are run in a directory, line by line of their output. */
final class LoggedProgram {

  private LoggedProgram() {}

  /** Runs one to its end and returns its exit status; 127 where it can't be started. */
  static int run(List<String> command, Path directory, Notices lines) {
    return run(command, directory, Map.of(), lines);
  }

  /** The same with more variables in its environment. */
  static int run(
      List<String> command, Path directory, Map<String, String> environment, Notices lines) {
    ProcessBuilder builder = Child.builder(command);
    builder.environment().putAll(environment);
    builder.directory(directory.toFile()).redirectErrorStream(true);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        reader.lines().forEach(lines::say);
      }
      return process.waitFor();
    } catch (IOException e) {
      lines.say(e.getMessage());
      return 127;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
