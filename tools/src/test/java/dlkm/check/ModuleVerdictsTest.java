package dlkm.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.TestKernel;
import dlkm.image.RawModule;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Modules judged together with what they need. That the kernel thinks so too is tested where one is
 * booted; here is what no kernel should be asked.
 */
class ModuleVerdictsTest {

  @TempDir Path work;

  private static List<LoadStage> kinds(ModuleVerdict verdict) {
    return verdict.findings().stream().map(CheckFinding::kind).toList();
  }

  @Test
  void aModuleFromOutsideTheTreeIsAcceptedWithNotes() {
    ModuleVerdict verdict = KmcModules.verdicts(KmcModules.file("kmc_plain")).getFirst();
    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.name()).isEqualTo("kmc_plain");
    assertThat(verdict.errno()).isEmpty();
    assertThat(kinds(verdict)).containsExactly(LoadStage.SIGNATURE, LoadStage.ORIGIN);
  }

  @Test
  void anAliasOfAModuleOfTheTreeIsNamed() {
    ModuleVerdict verdict = KmcModules.verdicts(KmcModules.file("kmc_base")).getFirst();
    assertThat(verdict.findings().getLast().what()).contains("is an alias of e1000 too");
  }

  @Test
  void whatAModuleNeedsIsLookedForAmongThoseThatAreNamed() {
    Path user = KmcModules.file("kmc_user");
    assertThat(KmcModules.verdicts(user).getFirst().errno()).isEqualTo("ENOENT");
    assertThat(KmcModules.verdicts(user, KmcModules.file("kmc_base")))
        .allMatch(ModuleVerdict::accepted);
  }

  @Test
  void whatIsBesideCountsAsThere() {
    List<ModuleVerdict> verdicts =
        ModuleVerdicts.ofRegistered(
            KmcModules.kernel(),
            List.of(KmcModules.file("kmc_user")),
            List.of(KmcModules.file("kmc_base"), work.resolve("none.ko")),
            Map.of());
    assertThat(verdicts).hasSize(2).allMatch(ModuleVerdict::accepted);
    assertThat(verdicts.get(1).asked()).isFalse();
  }

  /** {@code kernel.modules_disabled} holds until the next boot, a registration longer. */
  @Test
  void aKernelThatLoadsNothingNowHasModulesRegistered() {
    TargetKernel kernel = KmcModules.kernel();
    LoadPolicy none = new LoadPolicy(true, false, false, false, Set.of(), Set.of(), List.of());
    TargetKernel disabled =
        new TargetKernel(
            kernel.host(),
            kernel.release(),
            kernel.exports(),
            kernel.isComplete(),
            kernel.config(),
            none,
            kernel.vermagic(),
            kernel.structSize(),
            kernel.key(),
            kernel.unknown());
    List<Path> files = List.of(KmcModules.file("kmc_user"), KmcModules.file("kmc_base"));

    assertThat(ModuleVerdicts.ofRegistered(disabled, files, List.of(), Map.of()))
        .allMatch(ModuleVerdict::accepted);
    assertThat(ModuleVerdicts.of(disabled, files, Map.of()))
        .extracting(ModuleVerdict::errno)
        .containsOnly("EPERM");
  }

  @Test
  void aModuleOfTheTreeBringsWhatItNeeds() {
    List<ModuleVerdict> verdicts =
        KmcModules.verdicts(TestKernel.present("kernel/fs/ext4/ext4.ko"));
    assertThat(verdicts).allMatch(ModuleVerdict::accepted);
    assertThat(verdicts).extracting(ModuleVerdict::name).contains("ext4", "jbd2", "mbcache");
    assertThat(verdicts.stream().filter(ModuleVerdict::asked)).hasSize(1);
  }

  /** So many that two threads look at them. */
  @Test
  void packedModulesAreJudgedAsTheOthers() throws IOException {
    List<String> names = List.of("kmc_plain", "kmc_base", "kmc_greedy", "kmc_taker");
    List<Path> plain = new ArrayList<>();
    List<Path> packed = new ArrayList<>();
    for (List<String> packer : List.of(List.of("gzip"), List.of("xz"), List.of("zstd", "-q"))) {
      for (String name : names) {
        plain.add(KmcModules.file(name));
        packed.add(packed(name, packer));
        plain.add(KmcModules.file("kmc_user"));
        packed.add(packed("kmc_user", packer));
      }
    }
    assertThat(KmcModules.verdicts(packed.toArray(Path[]::new)))
        .extracting(ModuleVerdict::findings)
        .isEqualTo(
            KmcModules.verdicts(plain.toArray(Path[]::new)).stream()
                .map(ModuleVerdict::findings)
                .toList());
  }

  private Path packed(String name, List<String> packer) throws IOException {
    List<String> command = new ArrayList<>(packer);
    command.addAll(List.of("-c", KmcModules.file(name).toString()));
    Path made = work.resolve(name + ".ko." + packer.getFirst());
    try {
      assertThat(new ProcessBuilder(command).redirectOutput(made.toFile()).start().waitFor())
          .isZero();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return made;
  }

  @Test
  void aStructModuleThatIsTooSmallIsHarmfulOrRefused() throws IOException {
    Consumer<ByteBuffer> damage =
        module -> module.putLong(row(module, ".gnu.linkonce.this_module") + 0x20, 64);
    if (LoaderRules.of(TestKernel.newest()).checksUniqueSections()) {
      assertThat(damaged(damage).errno()).isEqualTo("ENOEXEC");
    } else {
      harmful(damage, "its struct module has 64 bytes");
    }
  }

  @Test
  void aRelocationOutsideOfItsSectionIsHarmful() throws IOException {
    harmful(
        module -> module.putLong((int) module.getLong(row(module, ".rela.text") + 0x18), 1L << 30),
        "a relocation of .text is outside");
  }

  @Test
  void aSymbolsNameOutsideOfTheNamesIsHarmful() throws IOException {
    harmful(
        module -> module.putInt((int) module.getLong(row(module, ".symtab") + 0x18) + 24, 1 << 30),
        "the name of symbol 1 is outside");
  }

  private ModuleVerdict damaged(Consumer<ByteBuffer> damage) throws IOException {
    ByteBuffer module =
        ByteBuffer.wrap(Files.readAllBytes(KmcModules.file("kmc_plain")))
            .order(ByteOrder.LITTLE_ENDIAN);
    damage.accept(module);
    Path file = Files.write(work.resolve("damaged.ko"), module.array());
    return KmcModules.verdicts(file).getFirst();
  }

  private void harmful(Consumer<ByteBuffer> damage, String what) throws IOException {
    ModuleVerdict verdict = damaged(damage);
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.errno()).isEmpty();
    assertThat(verdict.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.HARMS);
              assertThat(finding.what()).startsWith(what);
            });
  }

  /** Where the row of a section is. */
  private static int row(ByteBuffer module, String name) {
    RawModule raw = new RawModule(module, module.capacity());
    int names = (int) raw.offset(module.getShort(62));
    for (int i = 1; i < raw.sections(); i++) {
      if (raw.text(names + raw.nameOf(i)).equals(name)) {
        return (int) module.getLong(0x28) + i * RawModule.SECTION;
      }
    }
    throw new IllegalStateException(name);
  }

  @Test
  void whatIsNoModuleIsNotTold() throws IOException {
    Path file = Files.write(work.resolve("text.ko"), new byte[] {'x', '\n'});
    ModuleVerdict verdict = KmcModules.verdicts(file).getFirst();
    assertThat(verdict.errno()).isEqualTo("ENOEXEC");
    assertThat(kinds(verdict)).containsExactly(LoadStage.FORMAT);
  }

  @Test
  void aFileThatIsntThereIsAProblem() {
    assertThatThrownBy(() -> KmcModules.verdicts(work.resolve("none.ko")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is not there");
  }
}
