package dlkm.conf;

import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The names of a module's component files (spec §2.1). */
public final class ComponentFiles {

  public static final String MASTER = "master";
  public static final String SYSTEM = "system";
  public static final String SPACE = "space.h";
  public static final String STUB = "Modstub.o";
  public static final String OBJECT = "mod.o";
  public static final String SOURCE = "mod.c";

  private ComponentFiles() {}

  /**
   * The kind of code that is in a directory with those files.
   *
   * @param shown the directory as the user knows it
   * @param files the names of its files
   * @throws ProblemException when it is none, or more than one
   */
  public static CodeKind kind(String shown, Collection<String> files) {
    List<String> found = new ArrayList<>();
    CodeKind kind = CodeKind.WRAPPED;
    if (files.contains(SOURCE)) {
      found.add(SOURCE);
    }
    for (String name : List.of("Kbuild", "Makefile", "makefile", "GNUmakefile")) {
      if (files.contains(name)) {
        kind = CodeKind.NATIVE;
        found.add(name);
        break;
      }
    }
    if (files.contains(OBJECT)) {
      kind = CodeKind.PREBUILT;
      found.add(OBJECT);
    }
    if (found.size() != 1) {
      throw new ProblemException(wrong(shown, found));
    }
    return kind;
  }

  private static Problem wrong(String shown, List<String> found) {
    String what =
        found.isEmpty()
            ? "no code: none of mod.c, Kbuild, Makefile, mod.o is there"
            : "more than one kind of code: " + String.join(", ", found);
    return Problem.of(
        shown,
        what,
        "have mod.c (written to the DLKM interface), or a Kbuild or Makefile (a native tree), or"
            + " mod.o (prebuilt)");
  }

  /**
   * Whether a file or directory of a module's tree is not part of its sources: what kbuild makes,
   * and what belongs to a version control system.
   *
   * @param siblings the names in the same directory; an object file is a product only when kbuild's
   *     command file or its source is beside it
   */
  public static boolean isProduct(String name, Collection<String> siblings) {
    return switch (name) {
      case ".git", ".hg", ".svn", ".bzr", "CVS", "_darcs", ".tmp_versions" -> true;
      case "modules.order", "Module.symvers", "Module.markers", "built-in.a" -> true;
      default -> isProductByEnding(name, siblings);
    };
  }

  private static boolean isProductByEnding(String name, Collection<String> siblings) {
    if (name.endsWith(".o")) {
      String stem = name.substring(0, name.length() - 2);
      return stem.endsWith(".mod") || siblings.contains("." + name + ".cmd");
    }
    return name.endsWith(".ko")
        || name.endsWith(".mod")
        || name.endsWith(".mod.c")
        || name.endsWith(".cmd")
        || name.startsWith(".tmp_");
  }
}
