package dlkm.check;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.image.ModuleImage;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever happened to a module's file, there is a verdict on it. What it has to be is known where
 * a reader that trusts nothing finds the damage too.
 */
class DamagedModuleTest {

  /**
   * What that reader refuses and the kernel doesn't look at: the upper halves of a section's flags
   * and alignment, the names of rows that aren't used, the end of the last text in {@code
   * .modinfo}, and notes.
   */
  private static final List<String> UNLOOKED =
      List.of(
          "a size or offset is too large",
          "a section's name is outside the string table",
          "a string isn't NUL-terminated",
          "a note extends beyond its section");

  /** elf.h EI_CLASS to EI_NIDENT: the kernel doesn't look at word size and byte order either. */
  private static final int IDENTITY = 4;

  private static final int IDENTITY_END = 16;

  private static final TargetKernel FACTS = KmcModules.kernel();
  private static final byte[] WHOLE = whole();

  private static byte[] whole() {
    try {
      return Files.readAllBytes(KmcModules.file("kmc_base"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Example
  void undamagedItIsAccepted() throws IOException {
    assertThat(judge(WHOLE).accepted()).isTrue();
  }

  /** The section table is at the end of the file, and the kernel looks for it first. */
  @Property(tries = 100)
  void cutAnywhere(@ForAll @IntRange(max = 1_000_000) int at) throws IOException {
    int length = at % WHOLE.length;
    assertThat(judge(Arrays.copyOf(WHOLE, length)).errno())
        .isEqualTo(length == 0 ? "EINVAL" : "ENOEXEC");
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

  private static ModuleVerdict judge(byte[] content) throws IOException {
    ModuleVerdict verdict = verdict(content);
    assertThat(verdict.findings())
        .allSatisfy(
            finding ->
                assertThat(!finding.errno().isEmpty())
                    .isEqualTo(finding.severity() == Severity.REFUSES));
    if (verdict.accepted()) {
      String damage = damage(content);
      assertThat(UNLOOKED).as(damage).anyMatch(known -> damage.isEmpty() || damage.endsWith(known));
    }
    return verdict;
  }

  private static ModuleVerdict verdict(byte[] content) throws IOException {
    Path file = Files.createTempFile("damaged", ".ko");
    try {
      Files.write(file, content);
      return ModuleVerdicts.of(FACTS, List.of(file), Map.of("kmc_base", "number=1 list=1,2,3"))
          .getFirst();
    } finally {
      Files.delete(file);
    }
  }

  /** What the other reader says of a file; empty where it finds nothing. */
  private static String damage(byte[] content) {
    byte[] identified = content.clone();
    System.arraycopy(WHOLE, IDENTITY, identified, IDENTITY, IDENTITY_END - IDENTITY);
    try {
      ModuleImage.parse("damaged.ko", identified);
      return "";
    } catch (ProblemException e) {
      return e.problems().getFirst().what();
    }
  }
}
