package dlkm.installedkernel;

import dlkm.modname.ModuleName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The modules that are linked into a kernel, by the names that the kernel knows them by: from
 * {@code modules.builtin} (a path a line) and {@code modules.builtin.modinfo} (texts {@code
 * module.key=value}, each ended by NUL).
 */
public final class BuiltInModules {

  private final Path directory;

  BuiltInModules(Path directory) {
    this.directory = directory;
  }

  /** The names, sorted; none where the kernel doesn't list them. */
  public List<String> names() {
    String text = text(directory.resolve("modules.builtin"));
    List<String> names = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      if (end > at) {
        names.add(name(text, at, end));
      }
      at = end + 1;
    }
    names.sort(null);
    return names;
  }

  /** Whether one of them has the name. */
  public boolean contains(String kernelName) {
    return names().contains(kernelName);
  }

  /**
   * Whether a part of the kernel has the name and parameters: no module of that name loads then.
   */
  public boolean hasParameters(String kernelName) {
    String text = "\0" + text(directory.resolve("modules.builtin.modinfo"));
    String wanted = "\0" + kernelName + ".parmtype=";
    return text.contains(wanted) || ModuleName.kernelForm(text).contains(wanted);
  }

  /** {@code kernel/fs/x-y.ko.xz} is the module {@code x_y}. */
  static String name(String text, int from, int to) {
    int start = Math.max(from, text.lastIndexOf('/', to - 1) + 1);
    int dot = text.indexOf('.', start);
    int end = dot < 0 || dot > to ? to : dot;
    return ModuleName.kernelForm(text.substring(start, end));
  }

  static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
