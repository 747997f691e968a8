package dlkm.kbuild;

import dlkm.host.FileContent;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.IoFailure;
import dlkm.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a key and its certificate, as {@code sign-file} reads them: it signs with whatever
 * they are, and a kernel that looks refuses the module.
 *
 * @param key in PEM form
 * @param certificate in DER or PEM form
 */
public record SigningPair(Path key, Path certificate) {

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  /**
   * The kinds of key that can be judged here, each with how it signs: of others, {@code sign-file}
   * knows more.
   */
  private static final Map<String, String> KNOWN =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  /** The form of a key that openssl writes. */
  private static final String USUAL = "PRIVATE KEY";

  /** An older form: the same without what says that it is one of RSA. */
  private static final String RSA = "RSA PRIVATE KEY";

  /** What a key of the usual form has before the older one: version 0, and rsaEncryption. */
  private static final byte[] RSA_HEAD =
      HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

  /** What to do about a pair that isn't fit, where a new one can't be made by a command. */
  public static final String REMEDY =
      "put a key in PEM form and its certificate there: dlkm-signing(5)";

  private static final byte[] PROBE = "dlkm".getBytes(StandardCharsets.US_ASCII);

  /** What keeps modules from being signed with them; empty where nothing is known to. */
  public Optional<Problem> problem() {
    Optional<Problem> file = unfit(key).or(() -> unfit(certificate));
    if (file.isPresent()) {
      return file;
    }
    try {
      return compare(FileContent.text(key, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.of(Problem.of(IoFailure.words(e), "nothing can be signed", ""));
    }
  }

  /** The command that makes a new pair in its place, where it is DKMS's own. */
  public Optional<String> renewal(Host host) {
    Path own = host.path(Layout.DKMS);
    return key.startsWith(own) && certificate.startsWith(own)
        ? Optional.of("rm -r " + key + " " + certificate + " && dkms generate_mok")
        : Optional.empty();
  }

  private static Optional<Problem> unfit(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.of(
          new Problem(file.toString(), Files.exists(file) ? "is no file" : "is missing", ""));
    }
    return file.toFile().length() == 0
        ? Optional.of(new Problem(file.toString(), "is empty", ""))
        : Optional.empty();
  }

  private Optional<Problem> compare(String text) throws IOException {
    Matcher pem = PEM.matcher(text);
    if (!pem.find()) {
      return Optional.of(new Problem(key.toString(), "is no private key in PEM form", ""));
    }
    X509Certificate read;
    try {
      read = read(certificate);
    } catch (CertificateException e) {
      return Optional.of(new Problem(certificate.toString(), "is no certificate", ""));
    }
    if (!KNOWN.containsKey(read.getPublicKey().getAlgorithm())) {
      return Optional.empty();
    }
    try {
      Optional<byte[]> encoded = encoded(pem.group(1), pem.group(2));
      return encoded.isEmpty() || belong(encoded.get(), read.getPublicKey())
          ? Optional.empty()
          : Optional.of(
              new Problem(key.toString(), "is not the key of the certificate " + certificate, ""));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.of(
          new Problem(key.toString(), "is no private key that goes with " + certificate, ""));
    }
  }

  /**
   * Reads a certificate in DER or PEM form; a PEM file may have a key before it.
   *
   * @throws CertificateException when it is none
   */
  public static X509Certificate read(Path file) throws IOException, CertificateException {
    byte[] bytes = FileContent.bytes(file);
    int from = Math.max(0, new String(bytes, StandardCharsets.ISO_8859_1).indexOf(CERTIFICATE));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes, from, bytes.length - from));
  }

  /** The key in PKCS #8; empty where only {@code sign-file} can tell: it may have a password. */
  private static Optional<byte[]> encoded(String kind, String body) {
    if (!kind.equals(USUAL) && !kind.equals(RSA) || body.contains(":")) {
      return Optional.empty();
    }
    byte[] bytes = Base64.getMimeDecoder().decode(body);
    return Optional.of(kind.equals(USUAL) ? bytes : sequence(RSA_HEAD, element(0x04, bytes)));
  }

  private static byte[] sequence(byte[] first, byte[] second) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(first);
    content.writeBytes(second);
    return element(0x30, content.toByteArray());
  }

  /** An element of DER: its tag, its length in two bytes, its content. */
  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(0x82);
    out.write(content.length >> 8);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** Whether the one verifies what the other signs. */
  private static boolean belong(byte[] encoded, PublicKey open) throws GeneralSecurityException {
    String kind = open.getAlgorithm();
    PrivateKey secret =
        KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    Signature signature = Signature.getInstance(KNOWN.get(kind));
    signature.initSign(secret);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
