package dlkm.kbuild;

import dlkm.host.NewFiles;
import dlkm.host.Sha256;
import dlkm.kbuild.InputManifest.Comparison;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One image in the build cache, a file: lines of text, an empty line, what the module exports, the
 * image. Being one file it is replaced, deleted and read as a whole, whatever other commands do;
 * the hash in its second line tells one that a crash of the machine left incomplete.
 *
 * <pre>
 * dlkm image 1
 * SHA256 SYMVERS-LENGTH IMAGE-LENGTH
 * file SHA256 IDENTITY PATH
 * none PATH
 * ...
 * </pre>
 */
record CacheEntry(Path file) {

  private static final String FORMAT = "dlkm image 1";
  private static final int HEX = 64;
  private static final int LONGEST_LINE = 1 << 16;

  /** An image that was found: what it exports, and whether its inputs only look different. */
  record Found(String symvers, InputManifest manifest, boolean same) {}

  /** Writes the entry. */
  void write(InputManifest manifest, String symvers, byte[] image) throws IOException {
    byte[] exports = symvers.getBytes(StandardCharsets.UTF_8);
    byte[] inputs = bytes(manifest);
    String facts = facts(exports.length, image.length, inputs, exports, image);
    CacheReplacement.write(
        file,
        out -> {
          out.write((FORMAT + "\n" + facts + "\n").getBytes(StandardCharsets.UTF_8));
          out.write(inputs);
          out.write(exports);
          out.write(image);
        });
  }

  /** Copies the image to {@code target} when its inputs are what they were. */
  Optional<Found> read(InputSums sums, Path target) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      if (!line(in).equals(FORMAT)) {
        return Optional.empty();
      }
      String facts = line(in);
      InputManifest manifest = manifest(in);
      Comparison comparison = manifest.compare(sums);
      if (comparison == Comparison.DIFFERENT) {
        return Optional.empty();
      }
      byte[] content = in.readAllBytes();
      int exports = exports(facts, manifest, content);
      NewFiles.write(target, Arrays.copyOfRange(content, exports, content.length));
      String symvers = new String(content, 0, exports, StandardCharsets.UTF_8);
      return Optional.of(new Found(symvers, manifest, comparison == Comparison.SAME));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty(); // damaged
    }
  }

  /** The length of what is exported, when all is as it was written. */
  private static int exports(String facts, InputManifest manifest, byte[] content) {
    int first = facts.indexOf(' ', HEX + 1);
    int exports = Integer.parseInt(facts.substring(HEX + 1, first));
    int image = Integer.parseInt(facts.substring(first + 1));
    if (exports + image != content.length
        || !facts.equals(facts(exports, image, bytes(manifest), content))) {
      throw new IllegalArgumentException("damaged");
    }
    return exports;
  }

  /** The entry's second line. */
  private static String facts(int exports, int image, byte[]... parts) {
    String lengths = " " + exports + " " + image;
    MessageDigest digest = Sha256.digest();
    digest.update(lengths.getBytes(StandardCharsets.UTF_8));
    for (byte[] part : parts) {
      digest.update(part);
    }
    return HexFormat.of().formatHex(digest.digest()) + lengths;
  }

  private static byte[] bytes(InputManifest manifest) {
    StringBuilder text = new StringBuilder();
    for (String line : manifest.lines()) {
      text.append(line).append('\n');
    }
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static InputManifest manifest(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      lines.add(line);
    }
    return new InputManifest(lines);
  }

  private static String line(InputStream in) throws IOException {
    byte[] bytes = new byte[256];
    int length = 0;
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || length == LONGEST_LINE) {
        throw new EOFException("no end of line");
      }
      if (length == bytes.length) {
        bytes = java.util.Arrays.copyOf(bytes, 2 * length);
      }
      bytes[length++] = (byte) next;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
