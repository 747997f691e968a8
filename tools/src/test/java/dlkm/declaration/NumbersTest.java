package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as C writes them. */
class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-17, -17",
    "0x1F, 31",
    "010, 8",
    "18446744073709551615, 18446744073709551615"
  })
  void ofC(String text, String number) {
    assertThat(Numbers.of(text).map(Object::toString)).contains(number);
  }

  @ParameterizedTest
  @CsvSource({"x", "08", "0x", "1+1", "''"})
  void noNumber(String text) {
    assertThat(Numbers.of(text)).isEmpty();
  }

  @Test
  void millionsOfDigitsAreNoNumberAndTakeNoTime() {
    assertTimeout(
        Duration.ofSeconds(5), () -> assertThat(Numbers.of("9".repeat(20_000_000))).isEmpty());
  }
}
