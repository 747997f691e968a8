package dlkm.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.host.Host;
import dlkm.kbuild.SigningPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the kernel or the firmware knows a certificate. */
class EnrolledKeysTest {

  /** Made for this test, its key deleted; its subject key identifier is 389d59d9 to da1ec525. */
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBdTCCARugAwIBAgIUCxyxU+icaa/2EHMCJr7b5gF7+xUwCgYIKoZIzj0EAwIw
      DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjgyMzIxNTJaGA8yMTI2MTEwNDIzMjE1
      MlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAKU
      xTIRUOA6jVKEE62/JRibJenGcOoh9u0aHuugSGBg6uastF2G+/3tiKWHJHIDZgZy
      M6lgcUHTRvRqVvuavaWjUzBRMB0GA1UdDgQWBBQ4nVnZU9nnf5SIGU0PhJNm2h7F
      JTAfBgNVHSMEGDAWgBQ4nVnZU9nnf5SIGU0PhJNm2h7FJTAPBgNVHRMBAf8EBTAD
      AQH/MAoGCCqGSM49BAMCA0gAMEUCICcM1nHawv2K3FlteEW4/tUjtMWh67Za+ZW9
      KecnKOV4AiEA3vCljBRtlJ0TvmssOELOLAM423NTKPbLqCpI9T00rPU=
      -----END CERTIFICATE-----
      """;

  private static final String SHIM = "-605dab50-e046-4300-abb6-3dd810dd8b23";
  private static final String X509_TYPE = "a159c0a5e494a74a87b5ab155c2bf072";

  @TempDir Path root;

  private X509Certificate certificate() throws IOException, CertificateException {
    return SigningPair.read(Files.writeString(root.resolve("cert.pem"), CERTIFICATE));
  }

  private EnrolledKeys.State state() throws IOException, CertificateException {
    return new EnrolledKeys(new Host(root, Path.of("."))).state(certificate());
  }

  private Path file(String place) throws IOException {
    Path file = root.resolve(place);
    Files.createDirectories(file.getParent());
    return file;
  }

  private Path variable(String name) throws IOException {
    return file("sys/firmware/efi/efivars/" + name + SHIM);
  }

  /** A variable with one list of one entry after another. */
  private static byte[] lists(byte[]... entries) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(new byte[4]);
    for (byte[] entry : entries) {
      ByteBuffer sizes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      sizes.putInt(28 + 16 + entry.length).putInt(0).putInt(16 + entry.length);
      all.write(HexFormat.of().parseHex(X509_TYPE));
      all.write(sizes.array());
      all.write(new byte[16]);
      all.write(entry);
    }
    return all.toByteArray();
  }

  @Test
  void aKeyringThatNamesTheKeyIsEnough() throws IOException, CertificateException {
    Files.writeString(
        file("proc/keys"),
        "0472a6f8 I------ 1 perm 1f030000 0 0 asymmetri a: 389d59d953d9e77f9488194d0f849366da1ec525:"
            + " X509.id-ecPublicKey da1ec525 []\n");
    assertThat(state()).isEqualTo(EnrolledKeys.State.TRUSTED);
  }

  @Test
  void aKeyOfAnotherNumberIsNot() throws IOException, CertificateException {
    Files.writeString(
        file("proc/keys"), "1 I-- 1 perm 1 0 0 asymmetri a: 009d59d9: X509.rsa 009d59d9 []\n");
    assertThat(state()).isEqualTo(EnrolledKeys.State.NO_LIST);
  }

  @Test
  void theFirmwaresListMayHaveItBehindOthers() throws IOException, CertificateException {
    byte[] other = "another certificate".getBytes(StandardCharsets.UTF_8);
    Files.write(variable("MokListRT"), lists(other, certificate().getEncoded()));
    assertThat(state()).isEqualTo(EnrolledKeys.State.TRUSTED);
  }

  @Test
  void whatWaitsForTheNextBootIsNotTrustedYet() throws IOException, CertificateException {
    Files.write(variable("MokNew"), lists(certificate().getEncoded()));
    assertThat(state()).isEqualTo(EnrolledKeys.State.WAITING);
  }

  @Test
  void aListThatIsCutOffHasNothing() throws IOException, CertificateException {
    byte[] whole = lists(certificate().getEncoded());
    for (int length : new int[] {0, 3, 4, 20, 33, 100, whole.length - 1}) {
      Files.write(variable("MokListRT"), Arrays.copyOf(whole, length));
      assertThat(state()).isEqualTo(EnrolledKeys.State.UNKNOWN);
    }
  }

  @Test
  void aListOfImpossibleSizesHasNothing() throws IOException, CertificateException {
    byte[] list = lists(certificate().getEncoded());
    for (int size : new int[] {0, -1, 27, Integer.MAX_VALUE}) {
      ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN).putInt(20, size);
      Files.write(variable("MokListRT"), list);
      assertThat(state()).isEqualTo(EnrolledKeys.State.UNKNOWN);
    }
  }

  @Test
  void whatIsNoCertificateIsRefused() throws IOException {
    Path file = Files.writeString(root.resolve("cert.pem"), "no certificate");
    assertThatThrownBy(() -> SigningPair.read(file)).isInstanceOf(CertificateException.class);
  }
}
