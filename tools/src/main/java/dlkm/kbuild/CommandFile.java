package dlkm.kbuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.stream.Stream;

/**
 * A {@code .cmd} file of kbuild's: how one file was made, and from what.
 *
 * @param words of the command
 * @param sources what the compiler says it read, relative to the kernel's headers or absolute;
 *     empty for what no compiler made
 */
record CommandFile(Path path, List<String> words, List<String> sources) {

  private static final String NAME_END = ".cmd";

  /** Those in a directory and everything below. */
  static List<CommandFile> below(Path directory) throws IOException {
    List<CommandFile> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.startsWith(".")
            && name.endsWith(NAME_END)
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          found.add(read(file));
        }
      }
    }
    return found;
  }

  static CommandFile read(Path file) throws IOException {
    List<String> words = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    boolean inSources = false;
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    for (String line : text.lines().toList()) {
      int assign = line.indexOf(":=");
      if (inSources) {
        inSources = source(line, sources);
      } else if (line.startsWith("cmd_") || line.startsWith("savedcmd_")) {
        tokens(line.substring(assign + 2), words);
      } else if (line.startsWith("source_")) {
        sources.add(line.substring(assign + 2).strip());
      } else if (line.startsWith("deps_")) {
        inSources = true;
      }
    }
    return new CommandFile(file, List.copyOf(words), List.copyOf(sources));
  }

  /** A line of the list; {@code $(wildcard …)} are configuration options. */
  private static boolean source(String line, List<String> sources) {
    String word = line.endsWith("\\") ? line.substring(0, line.length() - 1).strip() : line.strip();
    if (!word.isEmpty() && !word.startsWith("$(")) {
      sources.add(word);
    }
    return !word.isEmpty();
  }

  private static void tokens(String command, List<String> words) {
    StringTokenizer tokens = new StringTokenizer(command);
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
  }

  /** The file that the command made. */
  Path made() {
    String name = path.getFileName().toString();
    return path.resolveSibling(name.substring(1, name.length() - NAME_END.length()));
  }

  boolean isCompiled() {
    return !sources.isEmpty();
  }
}
