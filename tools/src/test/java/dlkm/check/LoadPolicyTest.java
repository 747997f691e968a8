package dlkm.check;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Host;
import dlkm.image.AppendedSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running kernel asks for, as its files show it. */
class LoadPolicyTest {

  private static final AppendedSignature NONE =
      new AppendedSignature(AppendedSignature.Form.ABSENT, 100, "", "");

  private static final AppendedSignature MINE =
      new AppendedSignature(AppendedSignature.Form.SIGNED, 100, "0102", "my key");

  @TempDir Path root;

  private void file(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String errno(AppendedSignature signature) {
    Host host = new Host(root, Path.of("."));
    TargetKernel kernel =
        new TargetKernel(
            host,
            "6.1",
            KernelExports.parse(new byte[0]),
            false,
            KernelConfig.UNKNOWN,
            LoadPolicy.ofRunning(host, KernelConfig.UNKNOWN),
            Optional.empty(),
            0,
            "ffff",
            List.of());
    return SignatureCheck.check(kernel, signature, "m").map(CheckFinding::errno).orElse("none");
  }

  @Test
  void withoutAPolicyAnUnsignedModuleTaints() {
    assertThat(errno(NONE)).isEmpty();
    assertThat(errno(MINE)).isEmpty();
  }

  @Test
  void signaturesCanBeEnforced() throws IOException {
    file("sys/module/module/parameters/sig_enforce", "Y\n");
    assertThat(errno(NONE)).isEqualTo("EKEYREJECTED");
    assertThat(errno(MINE)).isEqualTo("EKEYREJECTED");
  }

  @Test
  void aKernelCanBeLockedDown() throws IOException {
    file("sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
    assertThat(errno(NONE)).isEqualTo("EPERM");
  }

  @Test
  void aKeyThatTheKernelHasIsGood() throws IOException {
    file("sys/module/module/parameters/sig_enforce", "Y\n");
    file(
        "proc/keys",
        "1f I------ 1 perm 1f010000 0 0 asymmetri my key: 5ccb1f: X509.rsa 5ccb1f []\n");
    assertThat(errno(MINE)).isEqualTo("none");
  }

  @Test
  void theCommandLineCanForbidModules() throws IOException {
    file("proc/cmdline", "quiet module_blacklist=one,two nomodule\n");
    LoadPolicy policy = LoadPolicy.ofRunning(new Host(root, Path.of(".")), KernelConfig.UNKNOWN);
    assertThat(policy.forbidden()).containsExactlyInAnyOrder("one", "two");
    assertThat(policy.mayLoad()).isFalse();
  }
}
