package dlkm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/design.md}: each class that it names, as {@code package/Class}, is there. */
class DesignTest {

  private static final Pattern CLASS = Pattern.compile("`([a-z]+/[A-Z]\\w*)`");

  @Test
  void everyClassThatTheDesignNamesIsThere() throws IOException {
    Clone clone = Clone.here();
    List<String> named =
        CLASS
            .matcher(clone.read(clone.file("docs/design.md")))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(named)
        .hasSizeGreaterThan(50)
        .allSatisfy(
            name ->
                assertThat(clone.file("tools/src/main/java/dlkm/" + name + ".java"))
                    .isRegularFile());
  }
}
