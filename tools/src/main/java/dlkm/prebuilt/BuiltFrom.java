package dlkm.prebuilt;

import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Sha256;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an image was built from: the sums of the files of its code, by their paths in it.
 *
 * @param files a link's sum is that of its text
 */
record BuiltFrom(SortedMap<String, String> files) {

  private static final String FORMAT = "format 1";
  private static final String FILE = "file ";
  private static final Pattern FILE_LINE = Pattern.compile(FILE + "([0-9a-f]{64}) (\\P{Cntrl}+)");

  /** The code that is installed under a name; nothing where an image came without any. */
  static Optional<BuiltFrom> installed(Host host, String name) {
    Path top = host.path(Layout.code(name));
    if (!Files.isDirectory(top)) {
      return Optional.empty();
    }
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(top)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          files.put(top.relativize(file).toString().replaceAll("\\p{Cntrl}", "?"), sum(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(new BuiltFrom(files));
  }

  private static String sum(Path file) throws IOException {
    return Files.isSymbolicLink(file)
        ? Sha256.of(Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8))
        : Sha256.of(Files.readAllBytes(file));
  }

  String text() {
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    files.forEach((path, sum) -> text.append(FILE + sum + " " + path + "\n"));
    return text.toString();
  }

  static BuiltFrom parse(String shown, String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().equals(FORMAT)) {
      throw new ProblemException(shown, "is not of this format", "export it again");
    }
    SortedMap<String, String> files = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      Matcher file = FILE_LINE.matcher(line);
      if (!file.matches() || !isInside(file.group(2))) {
        throw new ProblemException(
            shown, "has a line that is no 'file SUM PATH': '" + line + "'", "export it again");
      }
      if (files.put(file.group(2), file.group(1)) != null) {
        throw new ProblemException(
            shown, "has the file " + file.group(2) + " twice", "export it again");
      }
    }
    return new BuiltFrom(files);
  }

  /** Whether a path is that of a file of the code, as {@link #installed} writes it. */
  private static boolean isInside(String path) {
    return Stream.of(path.split("/", -1))
        .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }

  /** One file in which other code differs, and how many more there are. */
  Optional<String> difference(BuiltFrom other) {
    SortedMap<String, String> all = new TreeMap<>(files);
    all.putAll(other.files);
    List<String> differ =
        all.keySet().stream()
            .filter(
                path -> !files.getOrDefault(path, "").equals(other.files.getOrDefault(path, "")))
            .toList();
    return differ.isEmpty()
        ? Optional.empty()
        : Optional.of(
            differ.getFirst()
                + (differ.size() == 1 ? "" : " and " + (differ.size() - 1) + " more"));
  }
}
