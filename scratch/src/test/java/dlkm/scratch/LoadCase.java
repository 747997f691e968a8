package dlkm.scratch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A module to be loaded for real, and to be judged without.
 *
 * @param id names it in the table
 * @param about what is special about it
 * @param module the name that the kernel will know it by
 * @param words its parameters
 * @param before modules that are loaded first and unloaded with it
 * @param stays whether it stays loaded, for others that need it
 */
record LoadCase(
    String id,
    String about,
    String module,
    Path file,
    String words,
    List<Path> before,
    boolean stays) {

  /** The lines for the loader. */
  List<String> lines(ComparedKernel kernel) {
    List<String> lines = new ArrayList<>();
    for (Path first : before) {
      lines.add(
          line(
              "-",
              first.getFileName().toString().replace(".ko", ""),
              kernel.inside(first),
              "",
              "drop"));
    }
    lines.add(line(id, module, kernel.inside(file), words, stays ? "keep" : "drop"));
    if (!stays) {
      lines.add("");
    }
    return lines;
  }

  private static String line(String id, String module, String file, String words, String then) {
    return String.join("\t", id, module, file, words, then);
  }
}
