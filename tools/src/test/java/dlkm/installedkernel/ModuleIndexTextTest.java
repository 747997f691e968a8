package dlkm.installedkernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleIndexTextTest {

  @TempDir private Path directory;

  @Test
  void theFirstSoftDependencyOfAModuleCounts() throws IOException {
    Files.writeString(
        directory.resolve("modules.softdep"),
        """
        # Soft dependencies extracted from modules themselves.
        softdep ext4 pre: crypto-crc32c
        softdep ext4 pre: other
        softdep snd-pcm post: snd-mixer
        softdep unwanted pre: x
        softdep broken
        """);

    assertThat(new ModuleIndexText(directory).softDependencies(Set.of("ext4", "snd_pcm", "broken")))
        .containsExactly(entry("ext4", "pre: crypto-crc32c"), entry("snd_pcm", "post: snd-mixer"));
  }

  @Test
  void anAliasMayHaveSeveralModules() throws IOException {
    Files.writeString(
        directory.resolve("modules.alias"),
        """
        # Aliases extracted from modules themselves.
        alias crypto-crc32c crc32c_intel
        alias pci:v00008086d* e1000e
        alias crypto-crc32c crc32c-generic
        """);

    assertThat(new ModuleIndexText(directory).aliased(Set.of("crypto_crc32c", "nothing")))
        .containsExactly(entry("crypto_crc32c", List.of("crc32c_intel", "crc32c_generic")));
  }

  @Test
  void aKernelWithoutIndexHasNeither() {
    ModuleIndexText index = new ModuleIndexText(directory);

    assertThat(index.softDependencies(Set.of("ext4"))).isEmpty();
    assertThat(index.aliased(Set.of("x"))).isEmpty();
  }

  @Test
  void directDependenciesAreThoseThatFollowFromNoOther() throws IOException {
    Files.writeString(
        directory.resolve("modules.dep"),
        """
        kernel/fs/top.ko: kernel/fs/mid-dle.ko.xz kernel/lib/side.ko kernel/lib/base.ko
        kernel/fs/mid-dle.ko.xz: kernel/lib/base.ko
        kernel/lib/side.ko:
        kernel/lib/base.ko:
        kernel/lib/other.ko: kernel/lib/base.ko
        """);

    assertThat(ModuleFiles.dependencies(directory, Set.of("top", "missing")))
        .containsExactly(
            entry("base", List.of()),
            entry("mid_dle", List.of("base")),
            entry("side", List.of()),
            entry("top", List.of("mid_dle", "side")));
  }
}
