package dlkm.modtree;

import dlkm.host.Host;
import dlkm.index.DepmodConf;
import dlkm.index.Precedence;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the modules of a kernel as {@code depmod} does: down every directory and link in the order
 * in which the file system lists them, since of modules with one name the first one found may be
 * the one that counts.
 */
final class TreeScan {

  private final Host host;
  private final Kmod kmod;
  private final Precedence precedence;
  private final Consumer<ModuleFile> taker;
  private final List<Problem> problems;
  private final Map<String, ModuleFile> found = new LinkedHashMap<>(8192);
  private final List<String> directories = new ArrayList<>();
  private final List<FileStamp> stamps = new ArrayList<>();

  /** The keys of the directories on the current path, against cycles. */
  private final Deque<Object> entered = new ArrayDeque<>();

  /** A directory that has just changed may change again under the same time. */
  private final long trusted = FileStamp.trusted();

  private boolean doubles;
  private int foreign;
  private String firstForeign = "";

  /** Whether a link leads elsewhere below the root than it would on this machine. */
  private boolean diverted;

  private TreeScan(
      Host host,
      Kmod kmod,
      Precedence precedence,
      Consumer<ModuleFile> taker,
      List<Problem> problems) {
    this.host = host;
    this.kmod = kmod;
    this.precedence = precedence;
    this.taker = taker;
    this.problems = problems;
  }

  /**
   * The modules, one for a name.
   *
   * @param taker gets each module as it is found; one of them may lose its name to another later
   * @param problems gets those of links and files that can't be followed
   */
  static ScanResult find(
      TreePlace place,
      DepmodConf conf,
      Kmod kmod,
      Consumer<ModuleFile> taker,
      List<Problem> problems) {
    String top = place.directory().toString();
    TreeScan walk = new TreeScan(place.host(), kmod, new Precedence(conf, top), taker, problems);
    int before = problems.size();
    walk.top(place.directory(), top, top.length() + 1);
    for (String external : conf.external()) {
      walk.top(place.path(external), external, 0);
    }
    walk.tellForeign();
    // Problems are reported each time, so they are not cached.
    boolean sound = problems.size() == before && !walk.diverted;
    return ScanResult.of(
        new ArrayList<>(walk.found.values()),
        sound ? walk.directories : List.of(),
        sound ? walk.stamps : List.of(),
        conf.sum(),
        walk.doubles);
  }

  private void tellForeign() {
    if (foreign > 0) {
      String others = foreign == 1 ? "" : ", and " + (foreign - 1) + " more";
      problems.add(
          Problem.of(
              firstForeign,
              "stays out of the index" + others + ": kmod here can't read what is packed so",
              "unpack it, or install a kmod that can"));
    }
  }

  private void top(Path directory, String path, int skipped) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
      enter(directory, path, skipped, attributes);
    } catch (IOException e) {
      // An external directory needn't be there; once it comes it has to be noticed.
      directories.add(path);
      stamps.add(FileStamp.NONE);
      if (skipped > 0) {
        throw new ProblemException(path, "can't be read: " + e.getMessage(), "install the kernel");
      }
    }
  }

  /**
   * @param path the directory's absolute path, as messages and the order of precedence have it
   * @param skipped how much of it the index leaves out
   */
  private void enter(Path directory, String path, int skipped, BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    if (entered.contains(key)) {
      problems.add(Problem.of(path, "is a link to a directory above it", "take it away"));
      return;
    }
    // File lists in a fifth of the time that a stream of paths takes, in the same order.
    String[] names = directory.toFile().list();
    if (names == null) {
      problems.add(Problem.of(path, "can't be read", "check its rights"));
      return;
    }
    directories.add(skipped < path.length() ? path.substring(skipped) : "");
    FileStamp stamp = FileStamp.of(attributes);
    stamps.add(stamp.changed() > trusted ? FileStamp.NONE : stamp);
    entered.push(key);
    for (String name : names) {
      if (!Kmod.isIndexable(name)) {
        problems.add(
            Problem.of(
                path + "/" + name,
                "has a control character in its name, which no line of the index can have",
                "rename it"));
      } else if (!isExcluded(name)) {
        entry(directory.resolve(name), name, path.concat("/").concat(name), skipped);
      }
    }
    entered.pop();
  }

  private boolean isExcluded(String name) {
    return name.equals("build")
        || name.equals("source")
        || precedence.conf().exclude().contains(name);
  }

  /** Resolves links below another root inside it; a cached scan has no links. */
  private Path followed(Path file) throws IOException {
    if (host.isThisMachine() || !Files.isSymbolicLink(file)) {
      return file;
    }
    Path target = host.follow(file);
    diverted |= !Files.exists(file) || !Files.isSameFile(file, target);
    return target;
  }

  private void entry(Path found, String name, String path, int skipped) {
    Path file;
    BasicFileAttributes attributes;
    try {
      file = followed(found);
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      problems.add(
          Problem.of(path, "is a link that leads nowhere", "take it away, or put back its target"));
      return;
    }
    if (attributes.isDirectory()) {
      enter(file, path, skipped, attributes);
    } else if (attributes.isRegularFile()) {
      module(file, name, path, skipped, attributes);
    } else {
      problems.add(Problem.of(path, "is neither a file nor a directory", "take it away"));
    }
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
    String module = ModuleName.ofFile(name);
    ModuleFile other = found.get(module);
    doubles |= other != null;
    if (other == null || precedence.replaces(path, absolute(other.path()))) {
      ModuleFile its = new ModuleFile(path.substring(skipped), file, FileStamp.of(attributes));
      found.put(module, its);
      taker.accept(its);
    }
  }

  private String absolute(String path) {
    return path.startsWith("/") ? path : precedence.directory() + "/" + path;
  }
}
