package dlkm.component;

import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a module's code: a whole directory tree, without its component files, build products
 * and what belongs to a version control system.
 *
 * @param top the names in the directory itself
 * @param files where each file comes from, by its path in the tree
 * @param links those that are links inside the tree and stay links, with their texts
 */
public record SourceTree(List<String> top, Map<Path, SourceFile> files, Map<Path, Path> links) {

  /** Stands for bytes that are no UTF-8. */
  private static final char REPLACEMENT = '\ufffd';

  /**
   * Reads the tree below a directory.
   *
   * @param others names in it that are no code: those of the master file and the system files
   * @throws ProblemException with all files in it that can't be taken along
   */
  static SourceTree read(Path directory, Set<String> others) {
    List<Problem> problems = new ArrayList<>();
    SourceTree tree =
        new SourceTree(new ArrayList<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    try {
      Path real = directory.toAbsolutePath().toRealPath();
      tree.walk(real, real, others, problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return tree;
  }

  private void walk(Path root, Path directory, Set<String> others, List<Problem> problems)
      throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    }
    names.sort(null);
    boolean isTop = directory.equals(root);
    for (String name : names) {
      boolean isOther = isTop && others.contains(name);
      Path file = directory.resolve(name);
      if (isOther || BuildProducts.has(directory, name, names)) {
        continue;
      }
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        walk(root, file, others, problems);
      } else {
        add(root, file, isTop, problems);
      }
    }
  }

  private void add(Path root, Path file, boolean isTop, List<Problem> problems) throws IOException {
    Path inTree = root.relativize(file);
    Optional<Path> link = inside(root, file);
    if (link.isPresent()) {
      links.put(inTree, link.get());
    } else if (Files.isRegularFile(file)) {
      try {
        files.put(inTree, SourceFile.of(file));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    } else {
      problems.add(unfit(file, inTree.toString()));
      return;
    }
    if (isTop) {
      top.add(inTree.toString());
    }
  }

  private static Problem unfit(Path file, String inTree) {
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      return Problem.of(inTree, "is a symbolic link that leads nowhere", "correct or remove it");
    }
    // Java names such a file so that it is not found.
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) && inTree.indexOf(REPLACEMENT) >= 0) {
      return Problem.of(inTree, "its name is not UTF-8", "rename it: 'ls -b' shows its bytes");
    }
    return Problem.of(
        inTree,
        "neither a file nor a directory of this tree",
        "replace it by what it stands for, or remove it");
  }

  /** The text of a relative link to something in the tree, which works in a copy of it too. */
  private static Optional<Path> inside(Path root, Path file) throws IOException {
    if (!Files.isSymbolicLink(file)) {
      return Optional.empty();
    }
    Path text = Files.readSymbolicLink(file);
    boolean stays = !text.isAbsolute() && file.resolveSibling(text).normalize().startsWith(root);
    return stays && Files.exists(file) && file.toRealPath().startsWith(root)
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Copies the tree to a directory that is not there yet. */
  public void copyTo(Path target) throws IOException {
    Files.createDirectories(target);
    for (Map.Entry<Path, SourceFile> file : files.entrySet()) {
      file.getValue().copyTo(ready(target.resolve(file.getKey())));
    }
    for (Map.Entry<Path, Path> link : links.entrySet()) {
      Files.createSymbolicLink(ready(target.resolve(link.getKey())), link.getValue());
    }
  }

  private static Path ready(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return file;
  }
}
