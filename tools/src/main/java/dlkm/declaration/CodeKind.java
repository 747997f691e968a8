package dlkm.declaration;

import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The kind of code that a module's component files are. */
public enum CodeKind {
  /** Sources written to the DLKM interface: {@code mod.c} and further C files (spec §7). */
  WRAPPED,
  /** A Linux module's own tree, with its Kbuild or Makefile. */
  NATIVE,
  /** A relocatable object, {@code mod.o}. */
  PREBUILT;

  /**
   * The kind of code of a module in a directory with those files. A tree that another tool manages
   * is a native one, whatever its files are called.
   *
   * @param shown the directory as the user knows it
   * @param files the names of its files
   * @throws ProblemException when it is none, or more than one
   */
  public static CodeKind of(MasterFile master, String shown, Collection<String> files) {
    boolean managed = master.linux().managedBy().isPresent();
    return managed && ComponentNames.MAKEFILES.stream().anyMatch(files::contains)
        ? NATIVE
        : of(shown, files);
  }

  /**
   * The kind of code that is in a directory with those files.
   *
   * @throws ProblemException when it is none, or more than one
   */
  public static CodeKind of(String shown, Collection<String> files) {
    List<String> found = new ArrayList<>();
    CodeKind kind = WRAPPED;
    if (files.contains(ComponentNames.SOURCE)) {
      found.add(ComponentNames.SOURCE);
    }
    for (String name : ComponentNames.MAKEFILES) {
      if (files.contains(name)) {
        kind = NATIVE;
        found.add(name);
        break;
      }
    }
    if (files.contains(ComponentNames.OBJECT)) {
      kind = PREBUILT;
      found.add(ComponentNames.OBJECT);
    }
    if (found.size() != 1) {
      throw new ProblemException(wrong(shown, found));
    }
    return kind;
  }

  /** Whether a native tree may have a file of its own with the name. */
  private static boolean isNativeToo(List<String> found) {
    return found.size() > 1 && found.stream().anyMatch(ComponentNames.MAKEFILES::contains);
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
            + " mod.o (prebuilt)"
            + (isNativeToo(found)
                ? ": a source of a native tree has another name, or a folder"
                : ""));
  }
}
