package dlkm.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happened to a module's file, the reader reads it or says where it is damaged. */
class DamagedImageTest {

  @Property(tries = 500)
  void cutAnywhere(@ForAll @IntRange(max = 1_000_000) int at) {
    byte[] whole = ExampleModule.content();
    read(Arrays.copyOf(whole, at % whole.length));
  }

  @Property(tries = 1000)
  void bitsFlippedAnywhere(@ForAll @Size(min = 1, max = 40) int[] places) {
    byte[] content = ExampleModule.content();
    for (int place : places) {
      content[Math.floorMod(place >> 3, content.length)] ^= (byte) (1 << (place & 7));
    }
    read(content);
  }

  /** The section table is where a flipped bit does most; it is at the end of the file. */
  @Property(tries = 1000)
  void wordsReplacedInTheTables(
      @ForAll @IntRange(max = 4000) int back, @ForAll long word, @ForAll boolean header) {
    byte[] content = ExampleModule.content();
    int at = header ? back % 64 : content.length - 8 - back;
    for (int i = 0; i < 8 && at + i < content.length; i++) {
      content[at + i] = (byte) (word >> 8 * i);
    }
    read(content);
  }

  @Property(tries = 500)
  void anyBytesBehindTheMagic(@ForAll byte[] rest) {
    byte[] content = new byte[rest.length + 6];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1}, 0, content, 0, 6);
    System.arraycopy(rest, 0, content, 6, rest.length);
    read(content);
  }

  /** A module of the distribution ends in its signature, a format of its own. */
  @Property(tries = 500)
  void bytesReplacedInTheSignature(@ForAll @IntRange(max = 1200) int back, @ForAll byte value)
      throws IOException {
    byte[] content = ModuleImageTest.sample("mbcache.ko");
    content[content.length - 1 - back] = value;
    read(content);
  }

  /** As large as a signed number has it, and larger. */
  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, -1})
  void aSignatureLongerThanTheFile(int length) {
    byte[] module = ExampleModule.content();
    byte[] mark = "~Module signature appended~\n".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer signed = ByteBuffer.allocate(module.length + 12 + mark.length);
    signed.put(module).put(new byte[] {0, 0, 2, 0, 0, 0, 0, 0}).putInt(length).put(mark);
    assertThatThrownBy(() -> ModuleImage.parse("damaged.ko", signed.array()))
        .hasMessageContaining("the signature is longer than the file");
  }

  private static void read(byte[] content) {
    try {
      assertThat(ModuleImage.parse("damaged.ko", content).coreSize()).isNotNegative();
    } catch (ProblemException e) {
      assertThat(e.getMessage()).startsWith("damaged.ko: ");
    }
  }
}
