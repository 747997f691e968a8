package dlkm.oci;

import dlkm.host.Sha256;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a blob, which is its name.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record Digest(String hex) {

  private static final String ALGORITHM = "sha256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("no SHA-256: '" + hex + "'");
    }
  }

  /**
   * The digest in its written form.
   *
   * @throws IllegalArgumentException for any other algorithm
   */
  public static Digest parse(String text) {
    if (!text.startsWith(ALGORITHM)) {
      throw new IllegalArgumentException("no digest of the form sha256:HEX: '" + text + "'");
    }
    return new Digest(text.substring(ALGORITHM.length()));
  }

  /** That of some bytes. */
  public static Digest of(byte[] bytes) {
    return new Digest(Sha256.of(bytes));
  }

  @Override
  public String toString() {
    return ALGORITHM + hex;
  }
}
