package dlkm.conf;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of the loadmods file, modules to load at boot, one a line (spec §3.4). Lines that begin
 * with {@code #} or {@code *} are comments. Read and edited by {@code kminstall -d} only; at boot
 * {@code sh/kmnamed} parses the same file.
 */
public final class LoadmodsFile {

  private LoadmodsFile() {}

  /** The modules that the text names. */
  public static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (isName(line)) {
        names.add(line.strip());
      }
    }
    return names;
  }

  /** The text without the lines that name the module. */
  public static String remove(String text, String module) {
    StringBuilder kept = new StringBuilder();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (!isName(line) || !line.strip().equals(module)) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  private static boolean isName(String line) {
    return !line.isBlank() && !line.startsWith("#") && !line.startsWith("*");
  }
}
