package dlkm.prebuilt;

import dlkm.host.Sha256;
import dlkm.image.AppendedSignature;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Who signed a module, as far as the signature says. The kernel checks it when it loads. */
final class Signature {

  /** The fingerprint of what isn't signed. */
  static final String NONE = "none";

  private Signature() {}

  /**
   * The fingerprint of the signing certificate: the SHA-256 of its issuer and serial number, which
   * is how a signature names it.
   */
  static String fingerprint(byte[] image) {
    AppendedSignature signature = read(image);
    return signature.form() == AppendedSignature.Form.SIGNED
        ? Sha256.of(signature.key().getBytes(StandardCharsets.US_ASCII))
        : NONE;
  }

  /** The common name of the signer; empty without. */
  static String name(byte[] image) {
    return read(image).signer();
  }

  private static AppendedSignature read(byte[] image) {
    return AppendedSignature.read(ByteBuffer.wrap(image), image.length);
  }
}
