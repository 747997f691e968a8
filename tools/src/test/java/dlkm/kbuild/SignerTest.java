package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which keys images are signed with, and that they are. */
class SignerTest {

  @TempDir private Path root;
  private Host host;
  private Path configuration;

  @BeforeEach
  void aMachine() throws IOException {
    host = new Host(root, Path.of("."));
    configuration = root.resolve("etc/dlkm/signing.conf");
    Files.createDirectories(configuration.getParent());
  }

  private Path file(String path, String text) throws IOException {
    Path file = host.path(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void withoutKeysNothingIsSigned() {
    assertThat(Signer.find(host, RealKernel.require())).isEmpty();
  }

  @Test
  void theMachineOwnersKeyIsTakenWhereThereIsOne() throws IOException {
    file("/var/lib/dkms/mok.key", "key");
    Path certificate = file("/var/lib/dkms/mok.pub", "certificate");
    assertThat(Signer.find(host, RealKernel.require()).orElseThrow().certificate())
        .isEqualTo(certificate);

    file("/var/lib/shim-signed/mok/MOK.priv", "key");
    Path mok = file("/var/lib/shim-signed/mok/MOK.der", "certificate");
    assertThat(Signer.find(host, RealKernel.require()).orElseThrow().certificate()).isEqualTo(mok);
  }

  @Test
  void theConfigurationStandsOverAllOthers() throws IOException {
    file("/var/lib/shim-signed/mok/MOK.priv", "key");
    file("/var/lib/shim-signed/mok/MOK.der", "certificate");
    Path key = file("/keys/my key.pem", "key");
    Path certificate = file("/keys/my.pem", "certificate");
    Files.writeString(
        configuration, "# ours\n\nkey /keys/my key.pem\ncertificate\t/keys/my.pem\nhash sha512\n");

    assertThat(Signer.find(host, RealKernel.require()))
        .contains(new Signer(RealKernel.require(), key, certificate, "sha512"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          key /k             | names no certificate: add 'certificate FILE'
          # nothing          | names no key: add 'key FILE'
          key                | :1: 'key' is unknown: write 'key FILE'
          keys /k            | :1: 'keys /k' is unknown
          key /missing       | /missing can't be read: put the key there
          key k              | :1: 'k' is not an absolute path: begin with '/'
          """)
  void whatIsWrongInTheConfigurationIsSaid(String line, String message) throws IOException {
    file("/k", "key");
    Files.writeString(configuration, line + "\n");

    assertThatThrownBy(() -> Signer.find(host, RealKernel.require()))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(configuration.toString())
        .hasMessageContaining(message);
  }

  @Test
  void anImageIsReallySigned() throws IOException {
    Path key = root.resolve("key.pem");
    Path certificate = root.resolve("certificate.pem");
    Child made =
        Child.run(
            List.of(
                "openssl",
                "req",
                "-new",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=test/",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString()));
    assertThat(made.status()).as(made.output()).isZero();
    Path image = Files.writeString(root.resolve("pulse.ko"), "an image");
    Signer signer = new Signer(RealKernel.require(), key, certificate, "sha256");

    signer.sign("pulse", image);

    assertThat(Files.readString(image, java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("an image")
        .endsWith("~Module signature appended~\n");

    assertThatThrownBy(
            () ->
                new Signer(RealKernel.require(), certificate, certificate, "sha256")
                    .sign("pulse", image))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("pulse: can't be signed with " + certificate);
  }
}
