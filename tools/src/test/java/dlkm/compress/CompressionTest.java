package dlkm.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files packed by the real compressors, taken apart; and what is no such file. */
class CompressionTest {

  /** As a distribution packs modules, and as nobody does. */
  static final List<List<String>> COMPRESSORS =
      List.of(
          List.of("gzip", "-c"),
          List.of("xz", "-c"),
          List.of("xz", "-c", "--check=crc32", "--lzma2=dict=1MiB"),
          List.of("xz", "-c", "--check=none", "-9e"),
          List.of("zstd", "-q", "-c"),
          List.of("zstd", "-q", "-c", "-19", "--no-check"));

  @TempDir private Path scratch;

  @ParameterizedTest
  @FieldSource("COMPRESSORS")
  void whatWasPackedComesBack(List<String> compressor) throws Exception {
    for (int size : new int[] {0, 1, 1000, 5 << 20}) {
      byte[] content = content(size);
      assertThat(Compression.unpack("m.ko", packed(compressor, content))).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @FieldSource("COMPRESSORS")
  void twoPackedFilesInARowAreOne(List<String> compressor) throws Exception {
    byte[] content = content(100_000);
    byte[] packed = packed(compressor, content);
    assertThat(Compression.unpack("m.ko", twice(packed))).isEqualTo(twice(content));
  }

  @ParameterizedTest
  @FieldSource("COMPRESSORS")
  void aFileCutShortIsDamaged(List<String> compressor) throws Exception {
    byte[] packed = packed(compressor, content(100_000));
    for (int cut : new int[] {5, 12, 100, packed.length / 2, packed.length - 1}) {
      assertDamaged(Arrays.copyOf(packed, cut));
    }
  }

  @ParameterizedTest
  @FieldSource("COMPRESSORS")
  void anyChangedByteIsHarmless(List<String> compressor) throws Exception {
    byte[] packed = packed(compressor, content(3000));
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] changed = packed.clone();
      changed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
      unpackOrRefuse(changed);
    }
  }

  @ParameterizedTest
  @FieldSource("COMPRESSORS")
  void aSmallFileThatHoldsFarTooMuchIsRefused(List<String> compressor) throws Exception {
    byte[] bomb = packed(compressor, new byte[80 << 20]);
    assertThat(bomb.length * 256L).isLessThan(80 << 20);
    assertThatThrownBy(() -> Compression.unpack("m.ko", bomb))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("m.ko: would be more than 64 MiB");
  }

  /** Of the check sum behind the only block, and of the content that it is for. */
  @ParameterizedTest
  @ValueSource(strings = {"crc32", "crc64", "sha256"})
  void aCheckSumThatIsNotThatOfTheContentIsFound(String check) throws Exception {
    // What can't be packed is in the file as it is.
    byte[] content = new byte[10_000];
    new Random(3).nextBytes(content);
    byte[] packed = packed(List.of("xz", "-c", "--check=" + check), content);
    assertThat(Compression.unpack("m.ko", packed)).isEqualTo(content);
    byte[] end = Arrays.copyOfRange(packed, packed.length - 24 - 4, packed.length);
    assertThat(ByteBuffer.wrap(end).get(4)).as("where the index begins").isZero();
    byte[] otherSum = packed.clone();
    otherSum[packed.length - 25] ^= 4;
    assertDamaged(otherSum);
    byte[] otherContent = packed.clone();
    otherContent[packed.length / 2] ^= 1;
    assertDamaged(otherContent);
  }

  /** Of sizes that just fill the memory, and another one. */
  @ParameterizedTest
  @ValueSource(ints = {4 << 20, 8 << 20, 9 << 20})
  void whatIsFromAPipeHasNoSizeInIt(int size) throws Exception {
    byte[] content = content(size);
    byte[] packed = packed(List.of("sh", "-c", "cat \"$0\" | zstd -q -c"), content);
    assertThat(Compression.unpack("m.ko", packed)).isEqualTo(content);
  }

  @Test
  void allElseIsGivenBack() {
    byte[] plain = {0x7f, 'E', 'L', 'F', 0};
    assertThat(Compression.unpack("m.ko", plain)).isSameAs(plain);
    assertThat(Compression.unpack("m.ko", new byte[0])).isEmpty();
  }

  private static void assertDamaged(byte[] packed) {
    assertThatThrownBy(() -> Compression.unpack("m.ko", packed))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("m.ko: is compressed with")
        .hasMessageContaining("damaged");
  }

  private static void unpackOrRefuse(byte[] packed) {
    try {
      assertThat(Compression.unpack("m.ko", packed)).isNotNull();
    } catch (ProblemException e) {
      assertThat(e).hasMessageStartingWith("m.ko: ");
    }
  }

  /** Half of it can be packed. */
  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    for (int i = 0; i < size; i++) {
      content[i] = i % 2000 < 1000 ? (byte) (i % 50) : content[i];
    }
    return content;
  }

  private static byte[] twice(byte[] bytes) {
    byte[] twice = Arrays.copyOf(bytes, bytes.length * 2);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    return twice;
  }

  private byte[] packed(List<String> compressor, byte[] content)
      throws IOException, InterruptedException {
    Path file = Files.write(scratch.resolve("content"), content);
    List<String> command = new ArrayList<>(compressor);
    command.add(file.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] packed = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return packed;
  }
}
