package dlkm.health;

import dlkm.host.Host;
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

/**
 * Whether this machine trusts a certificate, without {@code mokutil}: the kernel shows its keys in
 * {@code /proc/keys}, the firmware the machine owner's in the variable {@code MokListRT}, and those
 * that wait for the next boot in {@code MokNew}.
 */
record EnrolledKeys(Host host) {

  private static final String VARIABLES = "/sys/firmware/efi/efivars";

  /** Of shim's variables. */
  private static final String SHIM = "-605dab50-e046-4300-abb6-3dd810dd8b23";

  /** Before a variable's content in efivarfs. */
  private static final int ATTRIBUTES = 4;

  /** EFI_SIGNATURE_LIST without the signatures: type, and three lengths. */
  private static final int LIST_HEADER = 28;

  /** The owner's GUID before each signature. */
  private static final int OWNER = 16;

  private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

  /** What is known about a certificate. */
  enum State {
    /** The kernel or the firmware has it. */
    TRUSTED,
    /** The next boot asks the person at the console for it. */
    WAITING,
    /** Neither has it. */
    UNKNOWN,
    /** The firmware has no such list: a key can't be enrolled with it. */
    NO_LIST
  }

  State state(X509Certificate certificate) throws IOException, CertificateException {
    if (keyring().contains(": " + identifier(certificate) + ": X509.")
        || has("MokListRT", certificate)) {
      return State.TRUSTED;
    }
    if (!Files.isDirectory(host.path(VARIABLES))) {
      return State.NO_LIST;
    }
    return has("MokNew", certificate) ? State.WAITING : State.UNKNOWN;
  }

  /** By which the kernel names a key: that of the subject's key, else the serial number. */
  private static String identifier(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
    // Two octet strings within each other, with their tags and lengths.
    byte[] bytes =
        extension == null
            ? certificate.getSerialNumber().toByteArray()
            : Arrays.copyOfRange(extension, 4, extension.length);
    boolean padded = extension == null && bytes.length > 1 && bytes[0] == 0;
    return HexFormat.of().formatHex(padded ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private String keyring() throws IOException {
    return new String(content(host, "/proc/keys"), StandardCharsets.UTF_8);
  }

  /** Whether a variable, a sequence of EFI_SIGNATURE_LIST, has it. */
  private boolean has(String variable, X509Certificate certificate)
      throws IOException, CertificateException {
    byte[] wanted = certificate.getEncoded();
    byte[] content = content(host, VARIABLES + "/" + variable + SHIM);
    ByteBuffer lists = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = ATTRIBUTES; at + LIST_HEADER <= content.length; ) {
      int size = lists.getInt(at + 16);
      int header = lists.getInt(at + 20);
      int each = lists.getInt(at + 24);
      if (size < LIST_HEADER || size > content.length - at || header < 0 || each <= OWNER) {
        return false;
      }
      int end = at + size;
      for (long from = (long) at + LIST_HEADER + header; from <= end - each; from += each) {
        int one = (int) from;
        if (Arrays.equals(content, one + OWNER, one + each, wanted, 0, wanted.length)) {
          return true;
        }
      }
      at = end;
    }
    return false;
  }

  /** A file's content; none where it isn't there or can't be read. */
  static byte[] content(Host host, String place) throws IOException {
    Path file = host.path(place);
    return Files.isReadable(file) ? Files.readAllBytes(file) : new byte[0];
  }
}
