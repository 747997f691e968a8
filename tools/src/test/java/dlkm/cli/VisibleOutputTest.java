package dlkm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The streams of all tools: texts with what would control a terminal. */
class VisibleOutputTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out =
      new PrintStream(new VisibleOutput(bytes), true, StandardCharsets.UTF_8);

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void linesAndTabsStay() {
    out.print("one\ttwo\n");
    out.print("\u00e4\u001b]0;title\u0007\n");
    assertThat(printed()).isEqualTo("one\ttwo\n\u00e4\\u001b]0;title\\u0007\n");
  }

  @Test
  void jsonHasTheSameTextAsBefore() {
    String text = "\u007f\u009b31m\u202e\u001b \ud83d\ude00".repeat(3000);
    Json.print(out, json -> json.name("text").value(text));
    assertThat(printed()).doesNotContainPattern("[\\x7f-\\x9f\\u202e]");
    assertThat(JsonParser.parseString(printed()).getAsJsonObject().get("text").getAsString())
        .isEqualTo(text);
  }
}
