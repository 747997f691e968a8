package dlkm.modtree;

import dlkm.index.DepmodConf;
import dlkm.index.Precedence;
import dlkm.index.TreeModule;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the modules of a kernel as {@code depmod} does: down every directory and link in the order
 * in which the file system lists them, since of modules with one name the first one found may be
 * the one that counts.
 */
final class Walk {

  private final Kmod kmod;
  private final Precedence precedence;
  private final List<Problem> problems;
  private final Map<String, ModuleFile> found = new LinkedHashMap<>(8192);

  /** What {@link Files} knows a directory by, of those that the walk is in. */
  private final Deque<Object> entered = new ArrayDeque<>();

  private int foreign;
  private String firstForeign = "";

  private Walk(Kmod kmod, Precedence precedence, List<Problem> problems) {
    this.kmod = kmod;
    this.precedence = precedence;
    this.problems = problems;
  }

  /**
   * The modules, one for a name.
   *
   * @param problems gets those of links and files that can't be followed
   */
  static List<ModuleFile> find(
      TreePlace place, DepmodConf conf, Kmod kmod, List<Problem> problems) {
    String top = place.directory().toString();
    Walk walk = new Walk(kmod, new Precedence(conf, top), problems);
    walk.directory(place.directory(), top, top.length() + 1);
    for (String external : conf.external()) {
      Path directory = place.external(external);
      if (Files.isDirectory(directory)) {
        walk.directory(directory, external, 0);
      }
    }
    walk.tellForeign();
    return new ArrayList<>(walk.found.values());
  }

  private void tellForeign() {
    if (foreign > 0) {
      String others = foreign == 1 ? "" : " and " + (foreign - 1) + " more";
      problems.add(
          Problem.of(
              firstForeign,
              "stays out of the index" + others + ": kmod here can't read modules compressed so",
              "unpack them, or install a kmod that can"));
    }
  }

  /**
   * @param path the directory's absolute path, as messages and the order of precedence have it
   * @param skipped how much of it the index leaves out
   */
  private void directory(Path directory, String path, int skipped) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!isExcluded(name)) {
          entry(entry, name, path + "/" + name, skipped);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      if (path.length() < skipped) {
        throw new ProblemException(
            path, "can't be read: " + e.getMessage(), "check the file system");
      }
      problems.add(Problem.of(path, "can't be read: " + e.getMessage(), "check its rights"));
    }
  }

  private boolean isExcluded(String name) {
    return name.equals("build")
        || name.equals("source")
        || precedence.conf().exclude().contains(name);
  }

  private void entry(Path file, String name, String path, int skipped) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      problems.add(
          Problem.of(path, "is a link that leads nowhere", "take it away, or put back its target"));
      return;
    }
    if (attributes.isDirectory()) {
      enter(file, path, skipped, attributes.fileKey());
    } else if (attributes.isRegularFile()) {
      module(file, name, path, skipped, attributes);
    } else {
      problems.add(Problem.of(path, "is neither a file nor a directory", "take it away"));
    }
  }

  private void enter(Path directory, String path, int skipped, Object key) {
    if (entered.contains(key)) {
      problems.add(Problem.of(path, "is a link to a directory above it", "take it away"));
      return;
    }
    entered.push(key);
    directory(directory, path, skipped);
    entered.pop();
  }

  private void module(
      Path file, String name, String path, int skipped, BasicFileAttributes attributes) {
    if (!kmod.isModule(name)) {
      if (kmod.isForeign(name)) {
        firstForeign = foreign == 0 ? path : firstForeign;
        foreign++;
      }
      return;
    }
    String module = TreeModule.name(name);
    ModuleFile other = found.get(module);
    if (other == null || precedence.replaces(path, absolute(other.path()))) {
      found.put(module, new ModuleFile(path.substring(skipped), file, Stamp.of(attributes)));
    }
  }

  private String absolute(String path) {
    return path.startsWith("/") ? path : precedence.directory() + "/" + path;
  }
}
