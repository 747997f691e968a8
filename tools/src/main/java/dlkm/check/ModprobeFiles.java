package dlkm.check;

import dlkm.host.Host;
import dlkm.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The lines of modprobe's configuration, in the order in which {@code modprobe} reads them. */
public final class ModprobeFiles {

  /** Of files with the same name that in the first directory counts. */
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/modprobe.d",
          "/run/modprobe.d",
          "/usr/local/lib/modprobe.d",
          "/usr/lib/modprobe.d",
          "/lib/modprobe.d");

  private ModprobeFiles() {}

  /**
   * One line, with those that continue it.
   *
   * @param file as it is named there, which may be a link
   * @param words at most three: keyword, module or alias, and the rest
   */
  public record Line(Path file, int number, List<String> words) {

    public Line {
      words = List.copyOf(words);
    }

    /** The word with that index; empty where the line has fewer. */
    public String word(int index) {
      return index < words.size() ? words.get(index) : "";
    }

    /** Where it stands. */
    public Where where() {
      return new Where(file.toString(), number);
    }
  }

  /** All lines but comments and empty ones. */
  public static List<Line> lines(Host host) {
    SortedMap<String, Path> files = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      list(host.path(directory), files);
    }
    List<Line> lines = new ArrayList<>();
    for (Path file : files.values()) {
      lines(file, text(host.follow(file)), lines);
    }
    return lines;
  }

  private static void list(Path directory, SortedMap<String, Path> files) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.conf")) {
      for (Path entry : entries) {
        files.putIfAbsent(entry.getFileName().toString(), entry);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A link that leads nowhere, or a file that has just gone: modprobe takes no notice either. */
  private static String text(Path file) {
    try {
      return Files.isDirectory(file)
          ? ""
          : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void lines(Path file, String text, List<Line> to) {
    StringBuilder whole = new StringBuilder();
    int first = 1;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.endsWith("\\")) {
        whole.append(line, 0, line.length() - 1).append(' ');
        continue;
      }
      add(file, first, whole.append(line).toString().strip(), to);
      whole.setLength(0);
      first = number + 1;
    }
    add(file, first, whole.toString().strip(), to);
  }

  private static void add(Path file, int number, String line, List<Line> to) {
    if (!line.isEmpty() && !line.startsWith("#")) {
      to.add(new Line(file, number, List.of(line.split("\\s+", 3))));
    }
  }
}
