package dlkm.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expressions in C syntax (spec §9.4). {@link AgainstGccTest} compares many with the compiler; here
 * are the messages, and the ends of what is allowed.
 */
class ExpressionTest {

  private static CValue value(String text) {
    return Expression.parse(text)
        .evaluate(
            (name, wrong) -> {
              if (name.equals("bufs")) {
                return new CValue(CType.INT, BigInteger.valueOf(16));
              }
              throw wrong.at("no tunable '" + name + "'", "did you mean 'bufs'?");
            });
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "2*bufs+1|33|int",
        "0x7fffffff|2147483647|int",
        "0x80000000|2147483648|unsigned int",
        "2147483648|2147483648|long",
        "0b1010'0101|165|int",
        "-1<0u|0|int",
        "1?-1:0u|4294967295|unsigned int",
        "0&&1/0|0|int",
        "0?1<<99:1|1|int",
        "bufs?bufs:1/0|16|int",
        "(unsigned char)300|44|unsigned char",
        "sizeof(long)*8|64|unsigned long",
        "'a'-' '|65|int",
        "- -bufs|16|int",
        "true+true|2|int",
        "1 - 2 - 3|-4|int",
        "1?2:0?3:4|2|int",
      })
  void anExpressionHasTheValueAndTheTypeOfC(String text, String number, String type) {
    assertThat(value(text).number()).isEqualTo(number);
    assertThat(value(text).type().words()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "2*bufz|3|no tunable 'bufz'",
        "1?2:bufz|5|no tunable 'bufz'",
        "1/0|2|division by zero",
        "bufs%(bufs-16)|5|division by zero",
        "(1+2|1|the parenthesis is not closed",
        "(1 2)|4|')' is expected, not '2'",
        "1+2)|4|an operator is expected, not ')'",
        "2147483647+1|11|overflow: 2147483648 is no int",
        "-(-2147483647-1)|1|overflow: 2147483648 is no int",
        "(-2147483647-1)/-1|16|overflow: 2147483648 is no int",
        "(-2147483647-1)%-1|16|overflow: 2147483648 is no int",
        "1<<31|2|overflow: 2147483648 is no int",
        "1<<32|2|shift by 32, and int has 32 bits",
        "1>>-1|2|shift by -1, and int has 32 bits",
        "-1<<1|3|left shift of a negative number, -1",
        "1L<<64|3|shift by 64, and long has 64 bits",
        "08|1|'08' is no integer constant: a 0 in front is octal",
        "0xe+1|1|'0xe+1' is no integer constant",
        "1.5|1|'1.5' is no integer constant",
        "1lL|1|'1lL' is no integer constant",
        "9223372036854775808|1|'9223372036854775808' is larger than every long",
        "bufs++|5|an operator is expected, not '++'",
        "bufs=1|5|an operator is expected, not '='",
        "1,2|2|an operator is expected, not ','",
        "1?2|4|the '?' has no ':'",
        "'ab'|1|'ab' is no character constant",
        "'a|1|the quote is not closed",
        "bufs+\"a\"|6|'\"' is no part of an expression",
        "(long short)1|1|'long short' is no type of C",
        "int|1|a type stands only in '(int)'",
        "`` |1|a number, a name or '(' is expected, not the end",
        "2*é|3|'é' is no part of an expression",
      })
  void whatIsNoExpressionIsRefusedWithItsPlace(String text, int column, String what) {
    assertThatThrownBy(() -> value(text))
        .isInstanceOf(WrongExpressionException.class)
        .hasMessage("'%s', column %d: %s", text, column, what);
  }

  @Test
  void noTextCostsTheStack() {
    assertThatThrownBy(() -> value("(".repeat(400) + "1" + ")".repeat(400)))
        .hasMessageContaining("nested more than 100 deep");
    assertThatThrownBy(() -> value("-~".repeat(400) + "1"))
        .hasMessageContaining("nested more than 100 deep");
    assertThatThrownBy(() -> value("1+".repeat(4000) + "1"))
        .hasMessageContaining("longer than 1000 characters");
    assertThat(value("1+".repeat(499) + "1").number()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "-1,(-1)", "0x7fffffff+0,2147483647", "-2147483647-1,(-2147483647 - 1)"})
  void aValueIsWrittenAsAConstantOfItsType(String text, String constant) {
    assertThat(value(text).constant()).isEqualTo(constant);
    assertThat(value(value(text).constant())).isEqualTo(value(text));
    assertThat(value("4294967295u").constant()).isEqualTo("4294967295U");
    assertThat(value("-9223372036854775807L-1").constant())
        .isEqualTo("(-9223372036854775807L - 1)");
  }
}
