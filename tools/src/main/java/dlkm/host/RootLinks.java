package dlkm.host;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Resolves symbolic links of a path below another root as {@code chroot} does: an absolute link
 * leads to a place below that root. A link that climbs out is refused, where {@code chroot} would
 * stay at the top.
 */
final class RootLinks {

  /** As many as the kernel follows. */
  private static final int MOST = 40;

  private final Path root;
  private final String asked;
  private final Deque<String> rest = new ArrayDeque<>();
  private Path at;
  private int links;

  private RootLinks(Path root, String asked) {
    this.root = root;
    this.asked = asked;
    at = root;
  }

  /**
   * Where a path of the machine is below a root; the last names of it need not be there.
   *
   * @param last whether a link that the path ends with is followed too
   * @throws ProblemException when it leads out of the root, or in circles
   */
  static Path resolve(Path root, String absolute, boolean last) {
    RootLinks links = new RootLinks(root, absolute);
    links.push(Path.of(absolute));
    return links.walk(last);
  }

  private void push(Path names) {
    for (int i = names.getNameCount() - 1; i >= 0; i--) {
      rest.push(names.getName(i).toString());
    }
  }

  private Path walk(boolean last) {
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.equals("..")) {
        up();
      } else if (!name.isEmpty() && !name.equals(".")) {
        down(at.resolve(name), last || !rest.isEmpty());
      }
    }
    return at;
  }

  private void up() {
    if (at.equals(root)) {
      throw refused("leads out of " + root, "let the link in it be absolute, or stay inside");
    }
    at = at.getParent();
  }

  private void down(Path next, boolean followed) {
    if (!followed || !Files.isSymbolicLink(next)) {
      at = next;
      return;
    }
    if (++links > MOST) {
      throw refused("has links that lead in circles", "mend " + next);
    }
    Path target = target(next);
    if (target.isAbsolute()) {
      at = root;
    }
    push(target);
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProblemException refused(String what, String todo) {
    return new ProblemException(root + asked, what, todo);
  }
}
