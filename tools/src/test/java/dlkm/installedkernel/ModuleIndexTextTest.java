package dlkm.installedkernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  private Map<String, String> claimants(String... aliases) throws IOException {
    Files.writeString(
        directory.resolve("modules.alias"),
        """
        # Aliases extracted from modules themselves.
        alias pci:v000010ECd00008168sv*sd*bc*sc*i* r8169
        alias pci:v000010ECd00008125sv*sd*bc*sc*i* r8169
        alias pci:v*d*sv*sd*bc02sc00i* class
        alias usb:v0BDAp8153d30[0-1]*dc*dsc*dp*ic*isc*ip*in* r8152
        alias usb:v*p*d*dc*dsc*dp*ic08isc06ip50in* usb-storage
        alias hid:b*g*v*p* hid_generic
        alias ssb:v4243id0812rev* b44
        alias fs-odd odd+old
        alias cpu:type:x86,ven*fam*mod*:feature:*00E7* feature
        alias crypto-aes aes_generic
        alias fs-thing thing-fs
        alias devname:net/tun tun
        """);
    return new ModuleIndexText(directory).claimants(List.of(aliases));
  }

  @Test
  void whoClaimsTheSameDeviceHasAnEqualPatternOrOneThatMatches() throws IOException {
    String equal = "pci:v000010ECd00008168sv*sd*bc*sc*i*";
    String narrower = "pci:v000010ECd00008125sv00001043sd*bc*sc*i*";
    String wider = "usb:v0BDAp8153d*dc*dsc*dp*ic*isc*ip*in*";

    assertThat(claimants(equal)).containsExactly(entry("r8169", equal));
    assertThat(claimants(narrower)).containsExactly(entry("r8169", narrower));
    assertThat(claimants(wider)).containsExactly(entry("r8152", wider));
    assertThat(claimants("usb:v0BDAp8153d3001dc*dsc*dp*ic*isc*ip*in*")).containsKey("r8152");
    assertThat(claimants("usb:v0BDAp8153d3100dc*dsc*dp*ic*isc*ip*in*")).isEmpty();
    assertThat(claimants("pci:v000010ECd00008169sv*sd*bc*sc*i*", "fs-other")).isEmpty();
    assertThat(claimants("ssb:v4243id0812rev0F*")).containsKey("b44");
    assertThat(claimants("fs-odd")).isEmpty();
    assertThat(claimants("fs_thing", "devname:net/tun")).containsOnlyKeys("thing_fs", "tun");
  }

  @Test
  void aClassDriverClaimsNoDeviceOfOneVendor() throws IOException {
    assertThat(claimants("pci:v000010ECd00008167sv*sd*bc02sc00i00")).isEmpty();
    assertThat(claimants("usb:v1234p5678d*dc*dsc*dp*ic08isc06ip50in*")).isEmpty();
    assertThat(claimants("hid:b0003g*v0000046Dp0000C52B")).isEmpty();
    assertThat(claimants("hid:b*g*v*p*")).containsOnlyKeys("hid_generic");
    assertThat(claimants("usb:v*p*d*dc*dsc*dp*ic*isc*ip*in*")).isEmpty();
  }

  @Test
  void whatSeveralModulesHaveAtATimeIsNoDevice() throws IOException {
    assertThat(claimants("cpu:type:x86,ven*fam*mod*:feature:*00E7*", "crypto-aes")).isEmpty();
  }

  @Test
  void aKernelWithoutIndexHasNeither() {
    ModuleIndexText index = new ModuleIndexText(directory);

    assertThat(index.softDependencies(Set.of("ext4"))).isEmpty();
    assertThat(index.aliased(Set.of("x"))).isEmpty();
    assertThat(index.claimants(Set.of("x"))).isEmpty();
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
