package dlkm.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where things are: the clone with the assembled product, and the directory of this test run. */
final class Place {

  /** The clone's top directory. */
  static final Path TOP =
      Path.of(System.getProperty("dlkm.top", "..")).toAbsolutePath().normalize();

  /** What the tests make; the scratch machine sees it under the same path. */
  static final Path WORK = TOP.resolve("scratch/target/work");

  private static String release = "";

  private Place() {}

  static String tool(String name) {
    return TOP.resolve("bin").resolve(name).toString();
  }

  /**
   * The beginning of a rehearsal's command.
   *
   * @param machine options that say which machine is made, and of which kernel
   */
  static List<String> rehearsal(String... machine) {
    List<String> command = new ArrayList<>(List.of(tool("kmrehearse")));
    command.addAll(List.of(machine));
    command.addAll(List.of("--timeout", "9000", "--host-limit", "3600"));
    return command;
  }

  static String script(String name) {
    return TOP.resolve("scratch/src/test/sh").resolve(name).toString();
  }

  /** A script for the scratch machine as it is called: with the run's directory and the clone. */
  static List<String> call(String script) {
    return List.of("sh", script(script), WORK.toString(), TOP.toString());
  }

  /** The kernel that is booted. */
  static synchronized String release() throws IOException, InterruptedException {
    if (release.isEmpty()) {
      release = Ran.command("release", List.of("sh", script("release"))).output().strip();
    }
    return release;
  }

  /** A file that keeps what a command said. */
  static Path log(String name) throws IOException {
    Path logs = WORK.resolveSibling("logs");
    Files.createDirectories(logs);
    return logs.resolve(name);
  }
}
