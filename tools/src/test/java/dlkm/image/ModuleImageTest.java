package dlkm.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.TestKernel;
import dlkm.host.Child;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read from a module, beside what the distribution's own tools read from it. */
class ModuleImageTest {

  private static final int SAMPLES = 24;

  @TempDir private Path work;

  @Test
  void aModuleOfOursIsReadAsItWasWritten() {
    ModuleImage image = ModuleImage.parse("imgtest.ko", ExampleModule.content());

    assertThat(image.name()).isEqualTo("imgtest");
    assertThat(image.version()).contains("2.3.4");
    assertThat(image.licence()).contains("Dual MIT/GPL");
    assertThat(image.vermagic()).startsWith(TestKernel.newest() + " ");
    assertThat(image.firmware())
        .containsExactlyInAnyOrder("imgtest/first.bin", "imgtest/second.bin");
    assertThat(image.aliases()).containsExactly("imgtest-alias");
    assertThat(image.depends()).isEmpty();
    assertThat(image.undefined()).contains("_printk").doesNotContain("__this_module");
    assertThat(image.versions()).containsKey("_printk");
    assertThat(image.bssSize()).isGreaterThanOrEqualTo(5000);
    assertThat(image.coreSize()).isGreaterThan(image.bssSize());
    assertThat(image.signed()).isFalse();
    assertThat(image.buildId()).hasValueSatisfying(id -> assertThat(id).matches("[0-9a-f]{40}"));
  }

  @Test
  void parametersHaveTypeAndDescription() {
    assertThat(ModuleImage.parse("imgtest.ko", ExampleModule.content()).parameters())
        .containsExactlyInAnyOrder(
            new ModuleParameter("depth", "int", "how deep: in metres"),
            new ModuleParameter("label", "charp", ""));
  }

  @Test
  void exportsHaveLicenceNamespaceAndSum() {
    List<Export> exports = ModuleImage.parse("imgtest.ko", ExampleModule.content()).exports();

    assertThat(exports)
        .extracting(Export::name, Export::gplOnly, Export::namespace)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("imgtest_read", false, ""),
            org.assertj.core.groups.Tuple.tuple("imgtest_write", true, ""),
            org.assertj.core.groups.Tuple.tuple("imgtest_own", true, "IMGTEST_SPACE"));
    assertThat(exports).allMatch(export -> export.crc().isPresent());
  }

  @Test
  void theSumOfAnExportIsTheOneThatItsUsersHave() throws IOException {
    ModuleImage user = ModuleImage.parse("ext4.ko", sample("ext4.ko"));
    ModuleImage owner = ModuleImage.parse("mbcache.ko", sample("mbcache.ko"));

    Export create =
        owner.exports().stream().filter(e -> e.name().equals("mb_cache_create")).findAny().get();
    assertThat(user.versions().get("mb_cache_create")).isEqualTo(create.crc().getAsInt());
  }

  static List<Path> distributionModules() throws IOException {
    Path top = TestKernel.modules().resolve("kernel");
    try (Stream<Path> files = Files.walk(top)) {
      List<Path> all = files.filter(TestKernel::isModule).sorted().toList();
      return Stream.iterate(0, i -> i < SAMPLES, i -> i + 1)
          .map(i -> all.get(i * (all.size() / SAMPLES)))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("distributionModules")
  void agreesWithModinfo(Path file) throws IOException {
    ModuleImage image = ModuleImage.parse(file.toString(), TestKernel.content(file));

    assertThat(image.name()).isEqualTo(modinfo(file, "name").getFirst());
    assertThat(image.vermagic().strip()).isEqualTo(modinfo(file, "vermagic").getFirst().strip());
    assertThat(image.aliases()).isEqualTo(modinfo(file, "alias"));
    assertThat(image.firmware()).isEqualTo(modinfo(file, "firmware"));
    assertThat(image.licence().stream()).containsExactlyElementsOf(modinfo(file, "license"));
    assertThat(image.version().stream()).containsExactlyElementsOf(modinfo(file, "version"));
    assertThat(image.srcversion().stream()).containsExactlyElementsOf(modinfo(file, "srcversion"));
    assertThat(String.join(",", image.depends()))
        .isEqualTo(String.join("", modinfo(file, "depends")));
    assertThat(image.importedNamespaces()).isEqualTo(modinfo(file, "import_ns"));
    assertThat(image.signed()).isTrue();
    assertThat(image.signer().stream()).containsExactlyElementsOf(modinfo(file, "signer"));
    assertThat(image.parameters()).hasSize(parameterNames(file));
  }

  @ParameterizedTest
  @MethodSource("distributionModules")
  void agreesWithReadelf(Path file) throws IOException {
    byte[] content = TestKernel.content(file);
    ModuleImage image = ModuleImage.parse(file.toString(), content);
    // readelf unpacks nothing.
    Path unpacked = Files.write(work.resolve("unpacked.ko"), content);

    String notes = Child.run(List.of("readelf", "-nW", unpacked.toString())).output();
    assertThat(notes).contains("Build ID: " + image.buildId().orElseThrow());
    String symbols = Child.run(List.of("readelf", "-sW", unpacked.toString())).output();
    List<String> undefined =
        symbols
            .lines()
            .filter(line -> line.matches(".* GLOBAL DEFAULT +UND .*"))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .sorted()
            .toList();
    assertThat(image.undefined()).isEqualTo(undefined);
    assertThat(image.versions().keySet()).containsAll(undefined);
  }

  @Test
  void readsThirtyTwoBitsAndTheOtherByteOrder() {
    ModuleImage image =
        ModuleImage.parse("old.ko", SmallElf.bigEndian32("name=old\0depends=a,b\0"));

    assertThat(image.name()).isEqualTo("old");
    assertThat(image.depends()).containsExactly("a", "b");
  }

  @Test
  void aTextFileIsNoModule() {
    byte[] text = "this is no module, it is text".getBytes(StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> ModuleImage.parse("notes.txt", text))
        .isInstanceOf(ProblemException.class)
        .hasMessage("notes.txt: is not a kernel module: not an ELF file:" + " name a .ko file");
  }

  @Test
  void aFileCutShortIsNamedWithThePlace() {
    byte[] whole = ExampleModule.content();
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> ModuleImage.parse("half.ko", half))
        .isInstanceOf(ProblemException.class)
        .hasMessageMatching("half.ko: is damaged at byte \\d+: .*: copy or rebuild it");
  }

  /** The content of the distribution's module in a file of that name, packed or not. */
  static byte[] sample(String name) throws IOException {
    Path top = TestKernel.modules().resolve("kernel");
    try (Stream<Path> files = Files.walk(top)) {
      Path module =
          files
              .filter(TestKernel::isModule)
              .filter(file -> file.getFileName().toString().startsWith(name))
              .findAny()
              .orElseThrow();
      return TestKernel.content(module);
    }
  }

  private static List<String> modinfo(Path file, String field) {
    return Child.run(List.of("modinfo", "-F", field, file.toString()))
        .output()
        .lines()
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static int parameterNames(Path file) {
    return Child.run(List.of("modinfo", "-p", file.toString())).output().lines().toList().size();
  }
}
