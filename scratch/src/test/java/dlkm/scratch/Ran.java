package dlkm.scratch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A command that has run; its output and its messages stay in {@code target/logs} too. */
record Ran(int status, String output, String messages) {

  static Ran command(String name, List<String> command) throws IOException, InterruptedException {
    Path output = Place.log(name + ".out");
    Path messages = Place.log(name + ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new java.io.File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectError(messages.toFile())
            .start();
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    int status = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    return new Ran(status, text(output), text(messages));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
