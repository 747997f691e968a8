package dlkm.modtree;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.index.TrieReader;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A root with one kernel's modules, indexed by us and by the real {@code depmod}. */
final class DepmodTree {

  static final String RELEASE = "6.1.0-made";

  private final Path root;
  private final Path directory;
  private final Path aside;
  private final List<Problem> problems = new ArrayList<>();

  DepmodTree(Path root) throws IOException {
    this(root, RELEASE);
  }

  DepmodTree(Path root, String release) throws IOException {
    this.root = root;
    directory = Files.createDirectories(root.resolve("lib/modules").resolve(release));
    aside = Files.createDirectories(root.resolve("aside"));
  }

  Path root() {
    return root;
  }

  Path directory() {
    return directory;
  }

  private String release() {
    return directory.getFileName().toString();
  }

  /** The problems of the last time. */
  List<String> problems() {
    return problems.stream().map(Problem::toString).toList();
  }

  Path put(String path, byte[] content) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  Path put(String path, MadeModule module) throws IOException {
    return put(path, module.bytes());
  }

  void conf(String text) throws IOException {
    Path conf = Files.createDirectories(root.resolve("etc/depmod.d"));
    Files.writeString(conf.resolve("test.conf"), text);
  }

  /** Whether there can be an index. */
  boolean index() throws IOException {
    problems.clear();
    try {
      new ModuleTree(new Host(root, root), release()).index(problems::add);
      return true;
    } catch (ProblemException e) {
      problems.addAll(e.problems());
      return false;
    }
  }

  /** Indexes it, and holds the result against that of {@code depmod}. */
  void check() throws IOException {
    boolean done = index();
    Map<String, Object> ours = files();
    // Ours go aside with their times and come back: they have to be found as they were left.
    move(directory, aside);
    Child child =
        Child.run(
            List.of(
                "depmod",
                "-b",
                root.toString(),
                "-C",
                Files.createDirectories(root.resolve("etc/depmod.d")).toString(),
                release()));
    assertThat(child.status() == 0).as(child.output()).isEqualTo(done);
    Map<String, Object> theirs = files();
    move(directory, root.resolve("theirs"));
    move(aside, directory);
    if (done) {
      for (String name : theirs.keySet()) {
        assertThat(ours.get(name)).as(name).isEqualTo(theirs.get(name));
      }
      assertThat(ours.keySet()).isEqualTo(theirs.keySet());
    }
  }

  private static boolean isIndex(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("modules.")
        && !List.of("modules.order", "modules.builtin", "modules.builtin.modinfo").contains(name);
  }

  private static List<Path> indexFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(DepmodTree::isIndex).toList();
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : indexFiles(from)) {
      Files.move(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Texts as text, binary files as what is in them. */
  Map<String, Object> files() throws IOException {
    Map<String, Object> files = new TreeMap<>();
    for (Path file : indexFiles(directory)) {
      byte[] content = Files.readAllBytes(file);
      String name = file.getFileName().toString();
      boolean trie = name.endsWith(".bin") && content.length > 0;
      files.put(
          name, trie ? TrieReader.read(content) : new String(content, StandardCharsets.UTF_8));
    }
    return files;
  }
}
