package dlkm.component;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What in a directory is not part of a module's sources: what kbuild makes, and what belongs to a
 * version control system.
 */
final class BuildProducts {

  private static final String COMMAND = ".cmd";

  /** The ending of an object's name as it is shipped: kbuild copies it to the name without. */
  private static final String SHIPPED = "_shipped";

  /** In a command file: what the object was compiled from. */
  private static final Pattern SOURCE = Pattern.compile("(?m)^source_\\S+ := (\\S+)$");

  private BuildProducts() {}

  /**
   * Whether a file or directory is one of these.
   *
   * @param siblings the names in the same directory
   */
  static boolean has(Path directory, String name, Collection<String> siblings) {
    return switch (name) {
      case ".git", ".hg", ".svn", ".bzr", "CVS", "_darcs", ".tmp_versions" -> true;
      case "modules.order", "Module.symvers", "Module.markers", "built-in.a" -> true;
      default -> hasByEnding(directory, name, siblings);
    };
  }

  private static boolean hasByEnding(Path directory, String name, Collection<String> siblings) {
    if (name.endsWith(".o")) {
      return name.endsWith(".mod.o")
          || siblings.contains(name + SHIPPED)
          || isMade(directory, name, siblings);
    }
    if (name.endsWith(COMMAND)) {
      String object = name.substring(1, name.length() - COMMAND.length());
      boolean isShipped = siblings.contains(object + SHIPPED);
      return !object.endsWith(".o")
          || object.endsWith(".mod.o")
          || !(isShipped || siblings.contains(object))
          || isMade(directory, object, siblings);
    }
    return name.endsWith(".ko")
        || name.endsWith(".mod")
        || name.endsWith(".mod.c")
        || name.startsWith(".tmp_");
  }

  /**
   * Whether kbuild can make the object again: its command file has the command that made it, and
   * what that compiled is there. A vendor ships objects with a command file that has neither.
   */
  private static boolean isMade(Path directory, String object, Collection<String> siblings) {
    String file = "." + object + COMMAND;
    if (!siblings.contains(file)) {
      return false;
    }
    String command;
    try {
      command = SourceFile.of(directory.resolve(file)).text();
    } catch (IOException | ProblemException e) {
      return true;
    }
    Matcher source = SOURCE.matcher(command);
    return source.find()
        ? siblings.contains(source.group(1).substring(source.group(1).lastIndexOf('/') + 1))
        : command.contains(" -o ");
  }
}
