package dlkm.check;

import dlkm.host.Host;
import dlkm.modname.ModuleName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parameters that {@code modprobe} gives modules: the lines {@code options} of modprobe.d. */
public final class ModprobeOptions {

  /** Of files with the same name that in the first directory counts. */
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/modprobe.d",
          "/run/modprobe.d",
          "/usr/local/lib/modprobe.d",
          "/usr/lib/modprobe.d",
          "/lib/modprobe.d");

  private ModprobeOptions() {}

  /** The words for each module that has some, by the kernel's name for it. */
  public static Map<String, String> read(Host host) {
    SortedMap<String, Path> files = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      list(host, host.path(directory), files);
    }
    Map<String, String> options = new HashMap<>();
    for (Path file : files.values()) {
      text(file).replace("\\\n", " ").lines().forEach(line -> line(line.strip(), options));
    }
    return options;
  }

  /** A link that leads nowhere, or a file that has just gone: modprobe takes no notice either. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void list(Host host, Path directory, SortedMap<String, Path> files) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.conf")) {
      for (Path entry : entries) {
        files.putIfAbsent(entry.getFileName().toString(), host.follow(entry));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(String line, Map<String, String> options) {
    if (!line.startsWith("options ") && !line.startsWith("options\t")) {
      return;
    }
    String rest = line.substring("options".length()).strip();
    int at = 0;
    while (at < rest.length() && !Character.isWhitespace(rest.charAt(at))) {
      at++;
    }
    String module = ModuleName.kernelForm(rest.substring(0, at));
    options.merge(module, rest.substring(at).strip(), (one, other) -> one + " " + other);
  }
}
