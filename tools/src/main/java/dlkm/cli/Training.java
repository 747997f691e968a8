package dlkm.cli;

import dlkm.kernel.Loader;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The run that the start-up cache is made from: every tool once, in one process, below a root of
 * its own. What it loads and links is what later runs find ready. Not a test: a command line that
 * fails here has still loaded its classes.
 */
final class Training {

  private Training() {}

  /** Takes a file of command lines, one a line, blanks between words, and a root to make. */
  public static void main(String[] args) throws IOException {
    Path root = Files.createDirectories(Path.of(args[1]));
    try (PrintStream nowhere = nowhere()) {
      for (List<String> line : lines(Path.of(args[0]))) {
        run(nowhere, root, line);
      }
    }
    // What loads and unloads, as far as that goes without a kernel to do it.
    Loader.train();
  }

  private static PrintStream nowhere() throws IOException {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream("/dev/null"), 8192),
        false,
        StandardCharsets.UTF_8);
  }

  private static List<List<String>> lines(Path file) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("dlkm", "--version"));
    lines.add(List.of("dlkm", "--help"));
    for (String name : Commands.NAMES) {
      lines.add(List.of(name, "--version"));
      lines.add(List.of(name, "--help"));
      lines.add(List.of(name, "--no-such-option"));
    }
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(List.of(line.strip().split("\\s+")));
      }
    }
    return lines;
  }

  /** Copies a file over another one in the root, or runs a command below it. */
  private static void run(PrintStream nowhere, Path root, List<String> line) throws IOException {
    if (line.getFirst().equals("copy")) {
      Path from = root.resolve(line.get(1));
      if (Files.exists(from)) { // no packer may be there, or no module
        Files.copy(from, root.resolve(line.get(2)), StandardCopyOption.REPLACE_EXISTING);
      }
      return;
    }
    List<String> words = new ArrayList<>(line);
    if (words.size() > 1 && !words.getFirst().equals("dlkm")) {
      words.addAll(1, List.of("--root", root.toString()));
    }
    Main.run(nowhere, nowhere, words.toArray(String[]::new));
  }
}
