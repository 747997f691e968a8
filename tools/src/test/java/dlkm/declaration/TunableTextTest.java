package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with blanks, quotes and backslashes survive all files (spec §9.4). */
class TunableTextTest {

  @Property(tries = 500)
  void aTextIsReadAsItWasWritten(@ForAll("texts") String text) {
    assertThat(TunableText.unquoted(TunableText.quoted(text))).contains(text);
    assertThat(TunableText.ofWord(TunableText.word(text))).contains(text);
  }

  @Property(tries = 500)
  void aSystemFileKeepsIt(@ForAll("texts") String text) {
    String before = "$VERSION 1\n$TUNABLE\na 1\nname \"x ) y\"\nb (1 + 2)\n";
    String after = SystemText.setTunable(before, "name", TunableText.quoted(text));
    assertThat(SystemFile.parse("f", after).tunables())
        .containsEntry("a", "1")
        .containsEntry("name", TunableText.quoted(text))
        .containsEntry("b", "(1 + 2)");
    assertThat(SystemText.setTunable(after, "name", "\"x ) y\"")).isEqualTo(before);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab \"\\'()$*é=").ofMaxLength(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\"a", "\"a\"b\"", "\"a\\n\"", "\"a\\\"", "\"\\\"", "a", "\"\t\""})
  void wrongQuotesAreNoText(String written) {
    assertThat(TunableText.unquoted(written)).isEqualTo(Optional.empty());
  }
}
