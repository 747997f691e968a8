package dlkm.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dlkm.declaration.ParameterText;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and values of parameters, as lib/cmdline.c and kernel/params.c take them (spec §9.4). */
class ParameterTest {

  @ParameterizedTest
  @CsvSource({
    "int, 5, ''",
    "int, -2147483648, ''",
    "int, 2147483648, ERANGE",
    "int, +7, ''",
    "int, 0x1f, ''",
    "int, 08, EINVAL",
    "int, 1 , ''",
    "int, '', EINVAL",
    "uint, -1, EINVAL",
    "byte, 256, ERANGE",
    "short, 32768, ERANGE",
    "ushort, 65535, ''",
    "ullong, 18446744073709551615, ''",
    "ullong, 18446744073709551616, ERANGE",
    "bool, yes, ''",
    "bool, off, ''",
    "bool, 2, EINVAL",
    "charp, anything, ''",
  })
  void aValueIsTakenOrNot(String type, String value, String errno) {
    var kind = new ParameterValue.Type("param_ops_" + type, -1, "");
    assertThat(ParameterValue.error(kind, Optional.of(value))).isEqualTo(errno);
  }

  /** What is written for the kernel is one word to it, with the value as it was (spec §9.4). */
  @Property(tries = 2000)
  void aTextIsTheKernelsValueAsItIs(@ForAll("texts") String text) {
    Optional<String> written = ParameterText.of("name", text);
    written.ifPresent(
        word ->
            assertThat(ParameterWords.split("a=1 " + word + " b=2"))
                .extracting(ParameterWords.Word::name, w -> w.value().orElseThrow())
                .containsExactly(tuple("a", "1"), tuple("name", text), tuple("b", "2")));
    boolean quotes = text.indexOf('"') >= 0;
    assertThat(written.isPresent() || quotes).isTrue();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab \"\\='#").ofMaxLength(8);
  }

  @Test
  void anArrayIsAsGoodAsItsElements() {
    var kind = new ParameterValue.Type("param_array_ops", 2, "param_ops_int");
    assertThat(ParameterValue.error(kind, Optional.of("1,2"))).isEmpty();
    assertThat(ParameterValue.error(kind, Optional.of("1,2,3"))).isEqualTo("EINVAL");
    assertThat(ParameterValue.error(kind, Optional.of("1,x"))).isEqualTo("EINVAL");
    assertThat(ParameterValue.error(kind, Optional.of("1,99999999999"))).isEqualTo("ERANGE");
  }

  @Test
  void onlyASwitchDoesWithoutAValue() {
    assertThat(error("bool")).isEmpty();
    assertThat(error("int")).isEqualTo("EINVAL");
    assertThat(error("charp")).isEqualTo("EINVAL");
  }

  private static String error(String type) {
    var kind = new ParameterValue.Type("param_ops_" + type, -1, "");
    return ParameterValue.error(kind, Optional.empty());
  }

  @Test
  void quotesHoldWordsTogether() {
    assertThat(ParameterWords.split(" a=1  b=\"two words\" \"c=3 4\" d -- e=5"))
        .containsExactly(
            new ParameterWords.Word("a", Optional.of("1")),
            new ParameterWords.Word("b", Optional.of("two words")),
            new ParameterWords.Word("c", Optional.of("3 4")),
            new ParameterWords.Word("d", Optional.empty()));
  }
}
