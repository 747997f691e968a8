package dlkm.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happened to a module's file, there is a verdict on it. */
class DamagedModuleTest {

  private static final KernelFacts FACTS = CheckedModules.facts();
  private static final byte[] WHOLE = whole();

  private static byte[] whole() {
    try {
      return Files.readAllBytes(CheckedModules.file("kmc_base"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Property(tries = 100)
  void cutAnywhere(@ForAll @IntRange(max = 1_000_000) int at) throws IOException {
    judge(Arrays.copyOf(WHOLE, at % WHOLE.length));
  }

  @Property(tries = 300)
  void bitsFlippedAnywhere(@ForAll @Size(min = 1, max = 40) int[] places) throws IOException {
    byte[] content = WHOLE.clone();
    for (int place : places) {
      content[Math.floorMod(place >> 3, content.length)] ^= (byte) (1 << (place & 7));
    }
    judge(content);
  }

  /** The section table is where a flipped bit does most; it is at the end of the file. */
  @Property(tries = 700)
  void wordsReplacedInTheTables(
      @ForAll @IntRange(max = 4000) int back, @ForAll long word, @ForAll boolean header)
      throws IOException {
    byte[] content = WHOLE.clone();
    int at = header ? back % 64 : content.length - 8 - back;
    for (int i = 0; i < 8 && at + i < content.length; i++) {
      content[at + i] = (byte) (word >> 8 * i);
    }
    judge(content);
  }

  @Property(tries = 200)
  void smallNumbersInTheTables(@ForAll @IntRange(max = 4000) int back, @ForAll byte value)
      throws IOException {
    byte[] content = WHOLE.clone();
    content[content.length - 1 - back] = value;
    judge(content);
  }

  private static void judge(byte[] content) throws IOException {
    Path file = Files.createTempFile("damaged", ".ko");
    Files.write(file, content);
    ModuleVerdict verdict =
        Verdicts.of(FACTS, List.of(file), List.of(), Map.of("kmc_base", "number=1 list=1,2,3"))
            .getFirst();
    Files.delete(file);
    assertThat(verdict.accepted() || !verdict.findings().isEmpty()).isTrue();
  }
}
