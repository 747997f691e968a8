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
 * The training run for a start-up cache: every tool once, or some of them, in one process, below a
 * root of its own. The classes that it loads and links are archived. Not a test: a failing command
 * line has loaded its classes too.
 */
final class Training {

  private static final String COPY = "copy";

  private Training() {}

  /**
   * Takes a file of command lines, one a line, blanks between words, a root to make, and the tools
   * if it isn't for all.
   */
  public static void main(String[] args) throws IOException {
    Path root = Files.createDirectories(Path.of(args[1]));
    boolean all = args.length == 2;
    List<String> tools = all ? Commands.NAMES : List.of(args).subList(2, args.length);
    try (PrintStream nowhere = nowhere()) {
      for (List<String> line : lines(Path.of(args[0]), tools, all)) {
        run(nowhere, root, line);
      }
    }
    if (tools.contains("kmadmin")) {
      // The classes for loading and unloading, as far as that works without a kernel.
      Loader.train();
    }
  }

  private static PrintStream nowhere() throws IOException {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream("/dev/null"), 8192),
        false,
        StandardCharsets.UTF_8);
  }

  private static List<List<String>> lines(Path file, List<String> tools, boolean all)
      throws IOException {
    List<List<String>> lines = new ArrayList<>();
    if (all) {
      lines.add(List.of("dlkm", "--version"));
      lines.add(List.of("dlkm", "--help"));
    }
    for (String name : tools) {
      lines.add(List.of(name, "--version"));
      lines.add(List.of(name, "--help"));
      lines.add(List.of(name, "--no-such-option"));
    }
    for (String line : Files.readAllLines(file)) {
      List<String> words = List.of(line.strip().split("\\s+"));
      if (tools.contains(words.getFirst()) || words.getFirst().equals(COPY)) {
        lines.add(words);
      }
    }
    return lines;
  }

  /** Copies a file over another one in the root, or runs a command below it. */
  private static void run(PrintStream nowhere, Path root, List<String> line) throws IOException {
    if (line.getFirst().equals(COPY)) {
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
