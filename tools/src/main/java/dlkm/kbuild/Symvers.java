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

  /** The lines of a module out of the file that kbuild leaves after a call. */
  static String of(Path file, String kernelName) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      String[] columns = line.split("\t", -1);
      if (columns.length >= 4 && baseName(columns[2]).equals(kernelName)) {
        columns[2] = kernelName;
        text.append(String.join("\t", columns)).append('\n');
      }
    }
    return text.toString();
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
