package dlkm.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A patch that a native tree needs for a range of kernels: {@code patch FILE [BOUND ...]} of {@code
 * $LINUX}.
 *
 * @param file a path in the tree, with no character that a shell knows
 * @param kernels bounds of the kernel's version, all of which have to hold; none for all kernels
 */
record TreePatch(String file, List<VersionBound> kernels) {

  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.+/-]*");

  public TreePatch {
    kernels = List.copyOf(kernels);
  }

  /** The patch of a line's words. */
  static Optional<TreePatch> of(TextLine line, ProblemList problems) {
    String file = line.fields().get(1);
    if (!FILE.matcher(file).matches() || ("/" + file + "/").contains("/../")) {
      problems.at(
          line.where(), "'" + file + "' is no file of the tree", "write its path in the tree");
      return Optional.empty();
    }
    List<VersionBound> kernels = new ArrayList<>();
    for (String word : line.fields().subList(2, line.fields().size())) {
      VersionBound.read(word, line.where(), problems).ifPresent(kernels::add);
    }
    return Optional.of(new TreePatch(file, kernels));
  }

  /** Whether a kernel is in its range. */
  boolean isFor(String release) {
    return kernels.stream().allMatch(bound -> bound.holds(release));
  }

  /** The command that applies it, in the tree. */
  String command() {
    return "patch -p1 -f -s -i " + file;
  }

  /** Its words in a master file. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    kernels.forEach(bound -> text.append(' ').append(bound));
    return text.toString();
  }
}
