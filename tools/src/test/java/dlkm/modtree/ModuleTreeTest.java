package dlkm.modtree;

import static dlkm.modtree.ThreeModules.made;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The index of made trees beside that of the real {@code depmod}. */
class ModuleTreeTest {

  @TempDir private Path root;

  private DepmodTree tree;

  @BeforeEach
  void threeModules() throws IOException {
    tree = ThreeModules.in(root);
  }

  @Test
  void theIndexIsThatOfDepmod() throws IOException {
    tree.check();
    assertThat(tree.problems()).isEmpty();
    assertThat(tree.files().get("modules.dep").toString())
        .startsWith("kernel/top.ko: kernel/mid.ko kernel/lib/base-lib.ko\n");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void anyWordSizeAndByteOrder(boolean wide, boolean big) throws IOException {
    tree.put(
        "extra/odd.ko",
        new MadeModule(
            wide,
            big,
            List.of("odd_one"),
            List.of("not_this"),
            List.of("base_get", ".mid_go"),
            List.of("module_layout", "base_put", "base_get"),
            List.of("alias=odd")));
    tree.put(
        "extra/listed.ko",
        new MadeModule(
            wide,
            big,
            List.of(),
            List.of("listed_a", "", "listed_b"),
            List.of("odd_one"),
            List.of(),
            List.of("alias=listed")));
    tree.check();
    assertThat(tree.files().get("modules.symbols").toString()).contains("symbol:listed_b listed");
  }

  @Test
  void aFileThatNoLineCanNameIsLeftOut() throws IOException {
    Path odd = tree.directory().resolve("kernel/x\ntop.ko: evil.ko");
    Files.copy(tree.directory().resolve("kernel/mid.ko"), odd);
    tree.index();
    assertThat(tree.problems()).singleElement().asString().contains("control character");
    Files.delete(odd);
    tree.check();
  }

  /** A line more than there are modules was taken for a module without a name. */
  @ParameterizedTest
  @ValueSource(strings = {"kernel/mid\n.ko", "mid\nx.ko", "kernel/o\ndd/mid.ko"})
  void norIsOneThatComesLater(String path) throws IOException {
    tree.check();
    tree.put(path, made(List.of("mid_go"), List.of()));
    tree.index();
    assertThat(tree.problems())
        .singleElement()
        .asString()
        .contains("\\n")
        .contains("control character");
    assertThat(tree.files().get("modules.dep").toString()).hasLineCount(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xz", "zst"})
  void packedModules(String ending) throws IOException {
    for (String name : List.of("kernel/lib/base-lib.ko", "kernel/mid.ko", "kernel/top.ko")) {
      pack(name, ending);
    }
    tree.check();
    assertThat(tree.files().get("modules.dep").toString()).contains("kernel/mid.ko." + ending);
    Path damaged = tree.directory().resolve("kernel/mid.ko." + ending);
    Files.write(damaged, Arrays.copyOf(Files.readAllBytes(damaged), 60));
    tree.check();
    assertThat(tree.problems()).singleElement().asString().contains("damaged");
  }

  /** Debian's kmod can't read them; one that can is what the index is compared with itself. */
  @Test
  void modulesPackedWithGzipCountWhereKmodReadsThem() throws IOException {
    assertThat(tree.index()).isTrue();
    Map<String, Object> plain = tree.files();
    for (String name : List.of("kernel/lib/base-lib.ko", "kernel/mid.ko", "kernel/top.ko")) {
      pack(name, "gz");
    }
    Path kmod = Files.createDirectories(root.resolve("usr/bin")).resolve("kmod");
    Files.writeString(kmod, "modules.softdep +ZSTD +XZ +ZLIB");
    assertThat(tree.index()).isTrue();
    assertThat(tree.problems()).isEmpty();
    assertThat(tree.files().get("modules.dep").toString().replace(".ko.gz", ".ko"))
        .isEqualTo(plain.get("modules.dep"));
    assertThat(tree.files().get("modules.alias.bin")).isEqualTo(plain.get("modules.alias.bin"));

    Files.writeString(kmod, "modules.softdep -ZSTD -XZ -ZLIB modules.weakdep");
    assertThat(tree.index()).isTrue();
    assertThat(tree.problems()).singleElement().asString().contains("and 2 more");
    assertThat(tree.files().get("modules.dep")).isEqualTo("");
    assertThat(tree.files()).containsKey("modules.weakdep");
  }

  private void pack(String name, String ending) {
    String file = tree.directory().resolve(name).toString();
    List<String> command =
        switch (ending) {
          case "gz" -> List.of("gzip", "-n", file);
          case "xz" -> List.of("xz", "--check=crc32", file);
          default -> List.of("zstd", "-q", "--rm", file);
        };
    assertThat(Child.run(command).status()).isZero();
  }

  @Test
  void whatIsNoModuleIsInTheIndexAndNothingKnownOfIt() throws IOException {
    tree.put("extra/empty.ko", new byte[0]);
    tree.put("extra/short.ko", "\177ELF".getBytes(UTF_8));
    tree.put("extra/text.ko", "no module at all, but a text".getBytes(UTF_8));
    byte[] whole = made(List.of("s"), List.of("mid_go")).bytes();
    for (int cut : new int[] {20, 60, 100, whole.length - 1}) {
      tree.put("extra/cut" + cut + ".ko", Arrays.copyOf(whole, cut));
    }
    tree.put("extra/.ko", whole);
    tree.put("extra/.hidden.ko", whole);
    tree.put("extra/a.b.ko", whole);
    tree.put("extra/ko", whole);
    tree.check();
    assertThat(tree.problems()).hasSize(7).allMatch(text -> text.contains(".ko: "));
    tree.check();
    assertThat(tree.problems()).as("told each time").hasSize(7);
  }

  @Test
  void ofModulesWithOneNameTheConfigurationDecides() throws IOException {
    for (String place : List.of("extra", "updates", "kernel/other", "updates/deep", "first")) {
      tree.put(place + "/mid.ko", made(List.of("mid_go", "of_" + place.length()), List.of()));
      tree.put(place + "/base_lib.ko", made(List.of("base_get"), List.of()));
    }
    Path external = Files.createDirectories(root.resolve("outside/x"));
    Files.write(external.resolve("mid.ko"), made(List.of("outside"), List.of()).bytes());
    Files.write(external.resolve("more.ko"), made(List.of("more"), List.of("mid_go")).bytes());
    String outside = "external 6[.] " + root + "/outside\n";
    for (String conf :
        List.of(
            "",
            "search first extra built-in updates\n",
            "search built-in\nsearch extra\n",
            "search extra built-in external\n" + outside,
            "search external built-in\n" + outside,
            outside,
            "external 7.1 " + root + "/outside\n",
            "external * " + root + "/missing\n",
            "override mid * kernel/other\n",
            "override mid 6\\\\.1 first\noverride base_lib ^6.[[:digit:]] \\\n extra\n",
            "override base-lib 6.1.0-made kernel/lib\n",
            "exclude updates first\n# a comment\nmake_map_files no\nsearch\textra\n",
            "override mid *\nnonsense\n")) {
      tree.conf(conf);
      tree.check();
    }
    assertThat(tree.problems()).hasSize(2).allMatch(text -> text.contains("test.conf:"));
  }

  @Test
  void aNameOrAnAliasThatNoLineHasAPlaceFor() throws IOException {
    tree.put("extra/a b.ko", made(List.of("blank"), List.of("mid_go")));
    tree.check();
    Files.delete(tree.directory().resolve("extra/a b.ko"));
    tree.put(
        "extra/c.ko", MadeModule.of(List.of(), List.of(), List.of("alias=one two", "alias=x")));
    tree.check();
  }

  /** What is patched refuses the same as what is made. */
  @Test
  void anAliasThatNoLineHasAPlaceForComesToAModuleThatWasThere() throws IOException {
    tree.put("extra/c.ko", MadeModule.of(List.of(), List.of(), List.of("alias=x")));
    tree.put("extra/a b.ko", made(List.of(), List.of("mid_go")));
    tree.check();
    tree.put("extra/c.ko", MadeModule.of(List.of(), List.of(), List.of("alias=one two")));
    tree.check();
    tree.put("extra/c.ko", MadeModule.of(List.of(), List.of(), List.of("alias=y")));
    tree.check();
    tree.put("extra/a b.ko", MadeModule.of(List.of(), List.of(), List.of("alias=z")));
    tree.check();
  }

  @Test
  void aModuleReplacedByAnotherOne() throws IOException {
    tree.check();
    for (int i = 0; i < 5; i++) {
      List<String> aliases = new ArrayList<>();
      for (int j = 0; j < 40 * i; j++) {
        aliases.add("alias=pci:v0000" + j * i + (j % 3 == 0 ? "-a" : "b") + "*");
      }
      tree.put("extra/one.ko", MadeModule.of(List.of("one" + i), List.of("mid_go"), aliases));
      tree.put("kernel/mid.ko", made(List.of("mid_go", "x" + i), List.of("one" + (i + 1))));
      tree.check();
    }
  }

  @Test
  void aLoopLeavesTheIndexAsItWas() throws IOException {
    tree.check();
    Map<String, Object> before = tree.files();
    tree.put("kernel/lib/base-lib.ko", made(List.of("base_get", "base_put"), List.of("mid_go")));
    tree.put("extra/self.ko", made(List.of("self"), List.of("self")));
    tree.check();
    assertThat(tree.files()).isEqualTo(before);
    assertThat(tree.problems())
        .hasSize(2)
        .anyMatch(text -> text.contains("dependency cycle: mid -> base_lib -> mid"))
        .anyMatch(text -> text.contains("dependency cycle: self -> self"));
  }

  @Test
  void withoutTheListsOfTheKernelsBuild() throws IOException {
    for (String name : List.of("modules.order", "modules.builtin", "modules.builtin.modinfo")) {
      Files.delete(tree.directory().resolve(name));
      tree.check();
    }
    tree.put("modules.order", "kernel/top.ko\nkernel/mid.ko".getBytes(UTF_8));
    tree.check();
    tree.put("modules.order", "kernel/top.ko\nkernel/mid.ko\nkernel/top.ko\n".getBytes(UTF_8));
    // Which line of a module counts depends on kmod's version.
    assertThat(tree.index()).isTrue();
  }

  @Test
  void aDeviceNameWithoutANumberIsTold() throws IOException {
    tree.put(
        "extra/odd.ko",
        MadeModule.of(List.of(), List.of(), List.of("alias=devname:odd", "alias=char-major-7-*")));
    tree.put(
        "extra/large.ko",
        MadeModule.of(
            List.of(),
            List.of(),
            List.of("alias=devname:l", "alias=block-major-99999999999999999999999-3x")));
    tree.check();
    assertThat(tree.problems()).singleElement().asString().contains("odd.ko: has a devname: alias");
  }

  /** An index of a kmod to come is left to the depmod that comes with it. */
  @Test
  void anUnknownFormatIsLeftToDepmod() throws IOException {
    tree.put(
        "modules.dep.bin", new byte[] {(byte) 0xb0, 7, (byte) 0xf4, 0x57, 0, 3, 0, 1, 0, 0, 0, 0});
    tree.check();
    assertThat(root.resolve("var/cache")).doesNotExist();
  }
}
