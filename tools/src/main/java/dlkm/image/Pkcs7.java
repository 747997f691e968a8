package dlkm.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Just enough of DER and PKCS#7 (RFC 5652) to say who signed: the common name in the first signer's
 * {@code issuerAndSerialNumber}. It checks nothing: the kernel does, when it loads the module.
 */
final class Pkcs7 {

  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int CONTEXT_0 = 0xa0;

  /** The object identifier 2.5.4.3, commonName, with its tag and length. */
  private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};

  private final byte[] data;
  private int at;
  private int end;

  private Pkcs7(byte[] data) {
    this.data = data;
    this.end = data.length;
  }

  static Optional<String> signer(byte[] message) {
    Pkcs7 der = new Pkcs7(message);
    return der.enterSigner() && der.enter(SEQUENCE) ? der.commonName() : Optional.empty();
  }

  /** The first signer's {@code issuerAndSerialNumber} as it stands there: which key it was. */
  static Optional<byte[]> key(byte[] message) {
    Pkcs7 der = new Pkcs7(message);
    if (!der.enterSigner()) {
      return Optional.empty();
    }
    int from = der.at;
    return der.skip() ? Optional.of(Arrays.copyOfRange(message, from, der.at)) : Optional.empty();
  }

  /** ContentInfo: a type, then in a wrapping the SignedData, whose last member are the signers. */
  private boolean enterSigner() {
    return enter(SEQUENCE)
        && skip()
        && enter(CONTEXT_0)
        && enter(SEQUENCE)
        && skipToLast(SET)
        && enter(SET)
        && enter(SEQUENCE)
        && skip();
  }

  /** Looks for the common name in the Name at this place. */
  private Optional<String> commonName() {
    int last = at;
    if (!enter(SEQUENCE)) {
      return Optional.empty();
    }
    for (int i = last; i + COMMON_NAME.length < end; i++) {
      if (Arrays.equals(data, i, i + COMMON_NAME.length, COMMON_NAME, 0, COMMON_NAME.length)) {
        at = i + COMMON_NAME.length;
        return text();
      }
    }
    return Optional.empty();
  }

  private Optional<String> text() {
    int from = bodyStart();
    int size = from < 0 ? -1 : bodySize();
    if (size < 0 || size > end - from) {
      return Optional.empty();
    }
    return Optional.of(new String(data, from, size, StandardCharsets.UTF_8));
  }

  private boolean enter(int tag) {
    int from = at < end && (data[at] & 0xff) == tag ? bodyStart() : -1;
    int size = from < 0 ? -1 : bodySize();
    if (size < 0 || size > end - from) {
      return false;
    }
    at = from;
    end = from + size;
    return true;
  }

  private boolean skip() {
    int from = bodyStart();
    int size = from < 0 ? -1 : bodySize();
    if (size < 0 || size > end - from) {
      return false;
    }
    at = from + size;
    return true;
  }

  private boolean skipToLast(int tag) {
    int last = -1;
    while (at < end) {
      last = at;
      if (!skip()) {
        return false;
      }
    }
    at = Math.max(last, 0);
    return last >= 0 && (data[last] & 0xff) == tag;
  }

  /** Where the body of the element at this place begins; -1 when it has no readable length. */
  private int bodyStart() {
    if (end - at < 2) {
      return -1;
    }
    int length = data[at + 1] & 0xff;
    int more = length < 0x80 ? 0 : length & 0x7f;
    boolean readable = length != 0x80 && more <= 3 && end - at >= 2 + more;
    return readable ? at + 2 + more : -1;
  }

  private int bodySize() {
    int length = data[at + 1] & 0xff;
    if (length < 0x80) {
      return length;
    }
    int size = 0;
    for (int i = 0; i < (length & 0x7f); i++) {
      size = size << 8 | data[at + 2 + i] & 0xff;
    }
    return size;
  }
}
