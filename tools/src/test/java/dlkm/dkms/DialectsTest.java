package dlkm.dkms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which version of DKMS is spoken. */
class DialectsTest {

  @TempDir private Path root;

  private String of(String osRelease) throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/os-release"), osRelease);
    return Dialects.choose(new Host(root, root), "").version();
  }

  @Test
  void itIsTheOneOfTheDistribution() throws IOException {
    assertThat(of("ID=debian\nVERSION_ID=\"12\"\n")).isEqualTo("dkms-3.0.10");
    assertThat(of("ID=debian\nVERSION_ID=\"13\"\n")).isEqualTo("dkms-3.2.2");
    assertThat(of("PRETTY_NAME=\"Debian GNU/Linux forky/sid\"\nID=debian\n"))
        .isEqualTo("dkms-3.2.2");
    assertThat(of("ID=ubuntu\nVERSION_ID=\"24.04\"\n")).isEqualTo("dkms-3.0.10");
    assertThat(of("ID=raspbian\nID_LIKE=debian\nVERSION_ID=\"12\"\n")).isEqualTo("dkms-3.0.10");
  }

  @Test
  void othersHaveTheNewerOne() throws IOException {
    assertThat(of("ID=fedora\nVERSION_ID=42\n")).isEqualTo("dkms-3.2.2");
    assertThat(of("ID=arch\n")).isEqualTo("dkms-3.2.2");
    assertThat(of("ID=kali\nID_LIKE=debian\nVERSION_ID=\"2025.4\"\n")).isEqualTo("dkms-3.2.2");
  }

  @Test
  void thoseThatAreMadeFromDebianOrUbuntuHaveTheirs() throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/debian_version"), "12.9\n");
    String devuan = "ID=devuan\nID_LIKE=debian\nVERSION_ID=\"5\"\n";
    assertThat(of(devuan)).isEqualTo("dkms-3.0.10");
    String mint = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_ID=\"22\"\nUBUNTU_CODENAME=";
    assertThat(of(mint + "noble\n")).isEqualTo("dkms-3.0.10");
    assertThat(of(mint + "questing\n")).isEqualTo("dkms-3.2.2");
    Files.writeString(root.resolve("etc/debian_version"), "13.1\n");
    assertThat(of(devuan)).isEqualTo("dkms-3.2.2");
    Files.writeString(root.resolve("etc/debian_version"), "kali-rolling\n");
    assertThat(of(devuan)).isEqualTo("dkms-3.2.2");
  }

  @Test
  void withoutATellingFileTheReleaseIsTold() throws IOException {
    Host host = new Host(root, root);
    assertThat(Dialects.isTold(host)).isFalse();
    assertThat(Dialects.choose(host, "").version()).isEqualTo("dkms-3.0.10");
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/debian_version"), "13.1\n");
    assertThat(Dialects.choose(host, "").version()).isEqualTo("dkms-3.2.2");
  }

  @Test
  void theConfigurationMayNameOne() {
    Host host = new Host(root, root);
    assertThat(Dialects.choose(host, "3.2.2").version()).isEqualTo("dkms-3.2.2");
    assertThatExceptionOfType(DkmsException.class)
        .isThrownBy(() -> Dialects.choose(host, "2.8"))
        .matches(e -> e.status() == 8);
  }
}
