package dlkm.kbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Text in the form of the kernel's {@code Module.symvers}: check sum, symbol, module, kind of
 * export, name space, with tabs between. In ours the module is a plain name, so that the same
 * exports are the same text wherever they were built.
 */
public final class Symvers {

  private Symvers() {}

  /** The name of the file that kbuild leaves after a call. */
  static final String FILE = "Module.symvers";

  /** The lines of a module out of such files. */
  static String of(List<Path> files, String kernelName) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(line -> add(line, kernelName, text));
      }
    }
    return text.toString();
  }

  private static void add(String line, String kernelName, StringBuilder text) {
    String[] columns = line.split("\t", -1);
    if (columns.length >= 4 && baseName(columns[2]).equals(kernelName)) {
      columns[2] = kernelName;
      text.append(String.join("\t", columns)).append('\n');
    }
  }

  private static String baseName(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replace('-', '_');
  }

  /** The symbols in such a text. */
  public static List<String> symbols(String symvers) {
    List<String> symbols = new ArrayList<>();
    for (String line : symvers.lines().toList()) {
      int first = line.indexOf('\t');
      symbols.add(line.substring(first + 1, line.indexOf('\t', first + 1)));
    }
    return symbols;
  }
}
