package dlkm.index;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our update beside the real {@code depmod} and {@code modprobe}: two roots with the modules of an
 * installed kernel, one index updated by us step by step, the other made anew each time.
 */
class DepmodTest {

  /**
   * What only this module uses of the kernel's comes in any order: depmod takes that of its symbol
   * table, we that of its {@code modinfo}.
   */
  private static final String TIES = "idxties";

  private static final String[] NAMES = {
    "idxplain", "idxlib", "idx-user", "idxpci", "idxsoft", "idxnode", "idxvideo", TIES
  };

  @TempDir private static Path temporary;

  private static InstalledTree tree;
  private static SmallModules modules;
  private static Path live;
  private static Path ours;
  private static Path theirs;

  @BeforeAll
  static void prepare() throws IOException {
    tree = InstalledTree.require();
    modules = SmallModules.build(tree, Files.createDirectory(temporary.resolve("build")), NAMES);
    live = Files.createDirectory(temporary.resolve("mod.d"));
    ours = root("ours");
    theirs = root("theirs");
    depmod(ours);
  }

  /** A root in which the modules are the installed kernel's, and ours behind the link. */
  private static Path root(String name) throws IOException {
    Path root = temporary.resolve(name);
    Path directory = directory(root);
    Files.createDirectories(directory.resolve("updates"));
    Files.createSymbolicLink(directory.resolve("kernel"), tree.directory().resolve("kernel"));
    Files.createSymbolicLink(directory.resolve("updates/dlkm"), live);
    for (String file : List.of("modules.order", "modules.builtin", "modules.builtin.modinfo")) {
      Files.copy(tree.directory().resolve(file), directory.resolve(file));
    }
    return root;
  }

  private static Path directory(Path root) {
    return root.resolve("lib/modules").resolve(tree.release());
  }

  private static void depmod(Path root) {
    run("depmod", "-b", root.toString(), tree.release());
  }

  private static String run(String... command) {
    Child child = Child.run(List.of(command));
    assertThat(child.status()).as(child.output()).isZero();
    return child.output();
  }

  @Test
  void everyStepGivesWhatDepmodMakesAnew() throws IOException {
    step("idxplain", "idxlib", "idx-user");
    step(NAMES);
    modprobeFindsTheSameEitherWay();
    step("idxlib", "idxvideo", "idxpci");
    step("idxsoft");
    step();
  }

  private static void modprobeFindsTheSameEitherWay() {
    for (String name : NAMES) {
      if (!name.equals(TIES)) {
        same("--show-depends", name);
      }
    }
    assertThat(modprobe(ours, "--show-depends", TIES).lines().sorted())
        .containsExactlyElementsOf(
            modprobe(theirs, "--show-depends", TIES).lines().sorted().toList());
    for (String alias :
        List.of(
            "symbol:idxlib_read",
            "symbol:video_device_alloc",
            "idx-pci-alias",
            "idx_pci_e_class_x",
            "char-major-240-9",
            "fs-ext4",
            "pci:v00001234d00005678sv00000000sd00000000bc00sc00i00",
            "pci:v00008086d0000100Esv00000000sd00000000bc02sc00i00")) {
      same("-R", alias);
    }
  }

  private static void same(String... question) {
    assertThat(modprobe(ours, question)).isEqualTo(modprobe(theirs, question)).isNotBlank();
  }

  private static String modprobe(Path root, String... question) {
    List<String> command = new ArrayList<>(List.of("modprobe", "-d", root.toString()));
    command.addAll(List.of("-S", tree.release()));
    command.addAll(Arrays.asList(question));
    return run(command.toArray(String[]::new)).replace(root.toString(), "");
  }

  /** Makes these the registered modules, in both roots, and compares. */
  private static void step(String... names) throws IOException {
    for (String name : NAMES) {
      Files.deleteIfExists(live.resolve(name + ".ko"));
    }
    for (String name : names) {
      Files.copy(modules.file(name), live.resolve(name + ".ko"));
    }
    Map<String, byte[]> before = InstalledTree.index(directory(ours));
    Map<String, byte[]> after = InstalledTree.after(before, modules.images(names));
    for (Map.Entry<String, byte[]> file : after.entrySet()) {
      Files.write(directory(ours).resolve(file.getKey()), file.getValue());
    }
    depmod(theirs);
    usersComeFirst(after);
    compare(after, InstalledTree.index(directory(theirs)));
  }

  private static void compare(Map<String, byte[]> our, Map<String, byte[]> their) {
    assertThat(our.keySet()).isEqualTo(their.keySet());
    for (String name : our.keySet()) {
      List<String> ourLines = content(name, our.get(name));
      List<String> theirLines = content(name, their.get(name));
      assertThat(without(ourLines, theirLines)).as("too much in " + name).isEmpty();
      assertThat(without(theirLines, ourLines)).as("missing in " + name).isEmpty();
      assertThat(ourLines).hasSameSizeAs(theirLines);
    }
  }

  private static List<String> without(List<String> lines, List<String> others) {
    Set<String> left = new TreeSet<>(lines);
    left.removeAll(new HashSet<>(others));
    return new ArrayList<>(left);
  }

  private static List<String> content(String name, byte[] file) {
    List<String> lines = name.endsWith(".bin") ? SmallIndex.decoded(file) : lines(file);
    return lines.stream().map(line -> line.contains(TIES) ? evenTies(line) : line).toList();
  }

  private static String evenTies(String line) {
    return Arrays.stream(line.split(" ")).sorted().toList().toString();
  }

  /** Whatever a module needs comes behind it in our lines: that is how modprobe loads it before. */
  private static void usersComeFirst(Map<String, byte[]> index) {
    Map<String, List<String>> needs = new TreeMap<>();
    for (String line : lines(index.get("modules.dep"))) {
      List<String> words = Arrays.asList(line.split(":? "));
      needs.put(words.getFirst().replace(":", ""), words.subList(1, words.size()));
    }
    needs.forEach(
        (path, needed) -> {
          for (int i = 0; i < needed.size(); i++) {
            assertThat(needed.subList(i + 1, needed.size())).containsAll(needs.get(needed.get(i)));
          }
        });
  }

  private static List<String> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }
}
