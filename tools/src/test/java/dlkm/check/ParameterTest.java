package dlkm.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words and values of parameters, as lib/cmdline.c and kernel/params.c take them. */
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
