package dlkm.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What files and arguments must not do to a terminal. */
class VisibleTest {

  @Test
  void whatControlsATerminalIsEscaped() {
    assertThat(Visible.line("\u001b[31m\u0007\r")).isEqualTo("\\u001b[31m\\u0007\\u000d");
    assertThat(Visible.line("\u007f\u0085\u009b")).isEqualTo("\\u007f\\u0085\\u009b");
    assertThat(Visible.line("\u202e\u2066\u2028")).isEqualTo("\\u202e\\u2066\\u2028");
  }

  @Test
  void everythingElseIsAsItWas() {
    String text = "a\\b 'c' \u00a0\u00e4\u6f22 \ud83d\ude00";
    assertThat(Visible.line(text)).isSameAs(text);
    assertThat(Visible.lines(text + "\n\t")).isEqualTo(text + "\n\t");
  }

  @Test
  void aLineHasNoOther() {
    assertThat(Visible.line("a\n\tb")).isEqualTo("a\\n\\tb");
    assertThat(new Problem("x\ny", "is\nwrong", "")).hasToString("x\\ny: is\\nwrong");
  }
}
