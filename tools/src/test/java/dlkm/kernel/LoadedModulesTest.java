package dlkm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.host.Host;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /proc/modules} as kernels write it. */
class LoadedModulesTest {

  @TempDir private Path root;

  private Host host(String modules) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(root.resolve("proc/modules"), modules);
    return new Host(root, Path.of("."));
  }

  @Test
  void everyPartOfALine() throws IOException {
    Host host = host("jbd2 184320 2 ext4,ocfs2, Live 0xffffffffc0a0b000 (OE)\n");

    LoadedModule module = LoadedModules.find(host, "jbd2").orElseThrow();
    assertThat(module.size()).isEqualTo(184320);
    assertThat(module.references()).isEqualTo(2);
    assertThat(module.dependents()).containsExactly("ext4", "ocfs2");
    assertThat(module.holdCount()).isZero();
    assertThat(module.state()).isEqualTo(LoadState.LIVE);
    assertThat(module.address()).isEqualTo("0xffffffffc0a0b000");
    assertThat(module.taint()).isEqualTo("OE");
    assertThat(module.permanent()).isFalse();
  }

  @Test
  void permanentIsNoDependent() throws IOException {
    Host host = host("a_b 16384 1 user,[permanent], Unloading 0x0\n");

    LoadedModule module = LoadedModules.find(host, "a-b").orElseThrow();
    assertThat(module.permanent()).isTrue();
    assertThat(module.dependents()).containsExactly("user");
    assertThat(module.state()).isEqualTo(LoadState.UNLOADING);
    assertThat(module.taint()).isEmpty();
  }

  @Test
  void aKernelThatCannotUnloadCountsNothing() throws IOException {
    assertThat(LoadedModules.all(host("x 4096 - - Loading 0x0\n")).getFirst().references())
        .isZero();
  }

  @Test
  void aKernelWithoutModulesHasNone() {
    Host host = new Host(root, Path.of("."));
    assertThat(LoadedModules.supported(host)).isFalse();
    assertThat(LoadedModules.all(host)).isEmpty();
  }

  @Test
  void anotherTextIsNamed() throws IOException {
    Host host = host("this is no list of modules\n");
    assertThatThrownBy(() -> LoadedModules.all(host))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("has 'is' where a number should be");
  }

  @Test
  void errorNumbersHaveTheirNames() {
    assertThat(Errno.name(1)).isEqualTo("EPERM");
    assertThat(Errno.name(Errno.EBUSY)).isEqualTo("EBUSY");
    assertThat(Errno.name(Errno.ENOSYS)).isEqualTo("ENOSYS");
    assertThat(Errno.name(Errno.EKEYREJECTED)).isEqualTo("EKEYREJECTED");
    assertThat(Errno.name(41)).isEqualTo("E41");
    assertThat(Errno.name(9999)).isEqualTo("E9999");
  }

  @Test
  void libkmodIsHereAndAnswers() {
    try (Libkmod libkmod = Libkmod.open().orElseThrow()) {
      assertThat(libkmod.warmUp()).isZero();
      assertThat(libkmod.write("/no/such/file", "1")).isEqualTo(-Errno.ENOENT);
      assertThat(libkmod.insert(libkmod.insertion("/no/such/file.ko", ""))).isNegative();
    }
  }
}
