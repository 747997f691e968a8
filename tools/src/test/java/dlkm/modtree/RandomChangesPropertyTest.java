package dlkm.modtree;

import dlkm.host.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * A tree to which modules are added, in which they are replaced and from which they are removed,
 * one after the other: the index is brought up to date each time and is that which {@code depmod}
 * makes anew.
 */
class RandomChangesPropertyTest {

  private static final List<String> PLACES =
      List.of("kernel/a/", "kernel/a/deep/", "kernel/b/", "updates/", "extra/", "");

  private static final List<String> NAMES =
      List.of("m0", "m1", "m-2", "m_2", "m3", "m4", "m-5-x", "m6", "m7", "long_name_8", "n9");

  private static final int STEPS = 200;

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void anyWayOfChangesLeadsToTheIndexOfDepmod(@ForAll long seed) throws IOException {
    Path root = Files.createTempDirectory("kmindex");
    try {
      new Changes(root, seed).run();
    } finally {
      AtomicFiles.deleteTree(root);
    }
  }

  private static final class Changes {

    private final DepmodTree tree;
    private final Random random;
    private final List<Path> present = new ArrayList<>();

    Changes(Path root, long seed) throws IOException {
      tree = new DepmodTree(root);
      random = new Random(seed);
      StringBuilder order = new StringBuilder();
      for (String name : NAMES.subList(0, 6)) {
        order.append("kernel/a/").append(name).append(".ko\n");
      }
      tree.put("modules.order", order.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      tree.conf("search updates built-in extra\noverride m3 * kernel/b\n");
    }

    void run() throws IOException {
      for (int step = 0; step < STEPS; step++) {
        change();
        tree.check();
      }
    }

    private void change() throws IOException {
      int what = present.isEmpty() ? 0 : random.nextInt(10);
      if (what < 4) {
        add();
      } else if (what < 7) {
        replace(present.get(random.nextInt(present.size())));
      } else if (what < 9) {
        Files.delete(present.remove(random.nextInt(present.size())));
      } else {
        conf();
      }
    }

    private void add() throws IOException {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      String path = PLACES.get(random.nextInt(PLACES.size())) + name + ".ko";
      Path file = tree.put(path, content(name));
      past(file);
      if (!present.contains(file)) {
        present.add(file);
      }
    }

    /** Over the old one, or aside and renamed as packages do. */
    private void replace(Path file) throws IOException {
      String name = file.getFileName().toString().replace(".ko", "");
      if (random.nextBoolean()) {
        Files.write(file, content(name));
      } else {
        AtomicFiles.write(file, content(name));
      }
      past(file);
    }

    /** Mostly an old time, as a package has it: a file from just now is never believed. */
    private void past(Path file) throws IOException {
      if (random.nextInt(5) > 0) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_600_000_000_000L + random.nextInt()));
      }
    }

    private void conf() throws IOException {
      String search = random.nextBoolean() ? "search extra built-in updates\n" : "";
      tree.conf(search + (random.nextBoolean() ? "override m1 * extra\n" : "exclude deep\n"));
    }

    /** What comes later in the list may be used by what comes before it; rarely the other way. */
    private byte[] content(String name) {
      int place = NAMES.indexOf(name);
      List<String> exports = new ArrayList<>();
      List<String> needs = new ArrayList<>(List.of("printk"));
      List<String> infos = new ArrayList<>(List.of("license=GPL"));
      for (int i = 0; i < random.nextInt(4); i++) {
        exports.add("symbol_" + place + "_" + random.nextInt(3));
        int used = place + 1 + random.nextInt(3);
        needs.add("symbol_" + used + "_" + random.nextInt(3));
        infos.add("alias=of-" + random.nextInt(20) + "[x-z]*");
      }
      if (random.nextInt(60) == 0) {
        needs.add("symbol_" + random.nextInt(NAMES.size()) + "_0");
      }
      if (random.nextInt(5) == 0) {
        infos.add("softdep=pre: m" + random.nextInt(9));
        infos.add("alias=devname:d" + place);
        infos.add("alias=char-major-" + place + "-1");
      }
      if (random.nextInt(15) == 0) {
        return new byte[random.nextInt(30)];
      }
      List<String> versions = random.nextBoolean() ? List.of("module_layout", "printk") : List.of();
      return new MadeModule(
              random.nextInt(4) > 0,
              random.nextInt(4) == 0,
              exports,
              List.of(),
              needs,
              versions,
              infos)
          .bytes();
    }
  }
}
