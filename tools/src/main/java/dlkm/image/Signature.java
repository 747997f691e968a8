package dlkm.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The signature behind the ELF part: a PKCS#7 message, {@code struct module_signature}
 * (linux/module_signature.h), and a line of text.
 *
 * @param signer the common name of the key's issuer, where the message gives a name
 */
record Signature(Optional<String> signer) {

  private static final byte[] MARK =
      "~Module signature appended~\n".getBytes(StandardCharsets.US_ASCII);

  private static final int INFO = 12;

  /** PKEY_ID_PKCS7 of module_signature.h; the older kinds have gone from the kernel. */
  private static final int PKCS7 = 2;

  static Optional<Signature> read(String file, byte[] content) {
    int mark = content.length - MARK.length;
    if (mark < 0 || !Arrays.equals(content, mark, content.length, MARK, 0, MARK.length)) {
      return Optional.empty();
    }
    Bytes bytes = new Bytes(file, content);
    bytes.order(java.nio.ByteOrder.BIG_ENDIAN);
    long info = (long) mark - INFO;
    long size = info < 0 ? Long.MAX_VALUE : bytes.u32(info + 8);
    if (size > info) {
      throw bytes.damaged(Math.max(0, info), "the signature is longer than the file");
    }
    if (bytes.u8(info + 2) != PKCS7) {
      return Optional.of(new Signature(Optional.empty()));
    }
    return Optional.of(new Signature(Pkcs7.signer(bytes.copy(info - size, size))));
  }
}
