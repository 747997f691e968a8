package dlkm.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What stands behind the ELF part of a module, judged by its form alone, as the kernel does before
 * it looks for the key (kernel/module_signature.c). It checks no signature.
 *
 * @param content how many bytes of the file are the module itself
 * @param key which key signed: issuer and serial number in hexadecimal; empty when that can't be
 *     read
 * @param signer the common name of the key's issuer; empty when it has none
 */
public record AppendedSignature(Form form, int content, String key, String signer) {

  /** What can be said about it. */
  public enum Form {
    /** There is none. */
    ABSENT,
    /** A PKCS#7 message with a signer. */
    SIGNED,
    /** It would be longer than the file. */
    TOO_LONG,
    /** It is of a kind that the kernel no longer knows. */
    UNKNOWN_KIND,
    /** Fields that have to be zero aren't. */
    ODD_FIELDS,
    /** The PKCS#7 message can't be read. */
    UNREADABLE
  }

  private static final ByteBuffer MARK =
      ByteBuffer.wrap("~Module signature appended~\n".getBytes(StandardCharsets.US_ASCII));

  /** module_signature.h: struct module_signature, and PKEY_ID_PKCS7 in its third byte. */
  private static final int INFO = 12;

  private static final int PKCS7 = 2;

  /** Looks at the end of a file of that size, which begins at index 0. */
  public static AppendedSignature read(ByteBuffer file, int size) {
    int mark = size - MARK.capacity();
    if (mark <= 0 || file.slice(mark, MARK.capacity()).mismatch(MARK) >= 0) {
      return new AppendedSignature(Form.ABSENT, size, "", "");
    }
    int info = mark - INFO;
    // Negative: of 2 GiB or more.
    int length = info <= 0 ? -1 : file.slice(info + 8, 4).order(ByteOrder.BIG_ENDIAN).getInt();
    if (length < 0 || length >= info) {
      return new AppendedSignature(Form.TOO_LONG, mark, "", "");
    }
    if (file.get(info + 2) != PKCS7) {
      return new AppendedSignature(Form.UNKNOWN_KIND, mark, "", "");
    }
    int content = info - length;
    for (int field : new int[] {0, 1, 3, 4, 5, 6, 7}) {
      if (file.get(info + field) != 0) {
        return new AppendedSignature(Form.ODD_FIELDS, content, "", "");
      }
    }
    byte[] message = new byte[length];
    file.get(content, message);
    return signed(content, message);
  }

  private static AppendedSignature signed(int content, byte[] message) {
    byte[] key = Pkcs7.key(message).orElse(new byte[0]);
    if (key.length == 0) {
      return new AppendedSignature(Form.UNREADABLE, content, "", "");
    }
    return new AppendedSignature(
        Form.SIGNED, content, HexFormat.of().formatHex(key), Pkcs7.signer(message).orElse(""));
  }
}
