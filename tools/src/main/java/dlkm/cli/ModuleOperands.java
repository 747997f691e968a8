package dlkm.cli;

import dlkm.problem.ProblemException;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The module files of operands: named files, and all modules below named directories. */
final class ModuleOperands {

  private static final List<String> ENDINGS = List.of(".ko", ".ko.xz", ".ko.zst", ".ko.gz");

  private ModuleOperands() {}

  static List<Path> files(List<String> operands) {
    List<Path> files = new ArrayList<>();
    for (String operand : operands) {
      File file = new File(operand);
      if (file.isDirectory()) {
        int before = files.size();
        below(file, files);
        if (files.size() == before) {
          throw new ProblemException(operand, "contains no modules", "name a directory that does");
        }
      } else if (file.exists() && !file.isFile()) {
        throw new ProblemException(operand, "is not a regular file", "name a module");
      } else {
        files.add(Path.of(operand));
      }
    }
    return files;
  }

  /** In the order of names, so that the output is the same on every machine. */
  private static void below(File directory, List<Path> to) {
    String[] names = directory.list();
    if (names == null) {
      throw new ProblemException(directory.toString(), "can't be read", "check its permissions");
    }
    Arrays.sort(names);
    for (String name : names) {
      File entry = new File(directory, name);
      if (isModule(name)) {
        // Broken links are reported; special files are skipped.
        if (entry.isFile() || !entry.exists()) {
          to.add(entry.toPath());
        }
      } else if (name.indexOf('.') < 0 && entry.isDirectory()) {
        below(entry, to);
      }
    }
  }

  private static boolean isModule(String name) {
    for (String ending : ENDINGS) {
      if (name.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
