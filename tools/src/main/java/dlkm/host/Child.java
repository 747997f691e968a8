package dlkm.host;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A child process that ran to its end.
 *
 * @param status its exit status
 * @param output what it wrote, standard output and standard error together
 */
public record Child(int status, String output) {

  /** So many lines of a program's output are told. */
  private static final int LAST = 3;

  /** The search path of children: independent of the caller's. */
  public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** The file that a child runs as a program, by the search path of children. */
  public static Optional<Path> program(String name) {
    return program(name, PATH);
  }

  /** The same by the caller's search path first. */
  public static Optional<Path> callersProgram(String name) {
    return program(name, callersPath()).or(() -> program(name));
  }

  private static Optional<Path> program(String name, String path) {
    for (String folder : path.split(":")) {
      if (folder.isEmpty()) {
        continue; // the working directory
      }
      Path file = Path.of(folder, name);
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** The last of what it said, as a part of one line. */
  public String lastWords() {
    List<String> lines = output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return String.join("; ", lines.subList(Math.max(0, lines.size() - LAST), lines.size()));
  }

  /** Runs a command with no input and a fixed locale, and waits for it. */
  public static Child run(List<String> command) {
    try {
      Process process = builder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Child(process.waitFor(), output);
    } catch (IOException e) {
      String program = command.getFirst();
      throw new ProblemException(
          program,
          "can't be run: " + e.getMessage(),
          "'apt install " + ProgramPackage.of(Path.of(program).getFileName().toString()) + "'");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static String callersPath() {
    return System.getenv().getOrDefault("PATH", "");
  }

  /**
   * The command with the file of its program, where the caller's search path lacks it: the JVM
   * looks for the program by that one, and not by that of the child.
   */
  private static List<String> found(List<String> command) {
    String name = command.getFirst();
    if (name.contains("/") || program(name, callersPath()).isPresent()) {
      return command;
    }
    List<String> whole = new ArrayList<>(command);
    program(name).ifPresent(file -> whole.set(0, file.toString()));
    return whole;
  }

  /** Returns a builder with an environment of a fixed locale. */
  public static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(found(command));
    var environment = builder.environment();
    // The kernel's makefiles take LC_ALL away, so that the compiler would speak as LANG says.
    environment.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANGUAGE"));
    environment.put("LANG", "C");
    environment.put("LC_ALL", "C");
    environment.put("PATH", PATH);
    environment
        .keySet()
        .removeAll(List.of("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "ARCH", "KBUILD_OUTPUT"));
    return builder;
  }

  /** Returns a builder with nothing of the caller's environment: builds must not depend on it. */
  public static ProcessBuilder clean(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(found(command));
    var environment = builder.environment();
    environment.clear();
    environment.putAll(Map.of("PATH", PATH, "LANG", "C", "LC_ALL", "C", "HOME", "/nonexistent"));
    return builder;
  }
}
