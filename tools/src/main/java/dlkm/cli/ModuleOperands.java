package dlkm.cli;

import dlkm.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The module files of operands: named files, and all modules below named directories. */
final class ModuleOperands {

  private static final List<String> ENDINGS = List.of(".ko", ".ko.xz", ".ko.zst", ".ko.gz");

  private ModuleOperands() {}

  static List<Path> files(List<String> operands) {
    List<Path> files = new ArrayList<>();
    for (String operand : operands) {
      if (operand.isEmpty()) {
        throw new ProblemException(operand, "is not there", "name a module's file");
      }
      File file = new File(operand);
      if (file.isDirectory()) {
        int before = files.size();
        below(file, files, new HashSet<>());
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

  /**
   * In the order of names, so that the output is the same on every machine.
   *
   * @param entered the directories that were entered: a link may lead to one again
   */
  private static void below(File directory, List<Path> to, Set<Object> entered) {
    if (!entered.add(identity(directory))) {
      return;
    }
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
        below(entry, to, entered);
      }
    }
  }

  private static Object identity(File directory) {
    try {
      return Files.readAttributes(directory.toPath(), BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
