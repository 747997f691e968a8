package dlkm.update;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The note of an exchange of loaded modules: what a killed command leaves for the next one. */
class ExchangeMarkerTest {

  @TempDir private Path root;
  private FunctionSet set;

  @BeforeEach
  void aFunctionSet() throws IOException {
    set = new FunctionSet(new Host(root, Path.of("src/main")), "6.1.0-test");
    Files.createDirectories(set.directory());
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(set.directory())) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void whoeverComesNextFindsTheModules() {
    new ExchangeMarker(set).begin(List.of("library", "user"), List.of(), List.of());

    assertThat(new ExchangeMarker(set).modules()).containsExactly("library", "user");
  }

  @Test
  void thoseThatCameAreToldApart() {
    ExchangeMarker marker = new ExchangeMarker(set);
    marker.begin(List.of("library"), List.of(), List.of("member"));

    assertThat(marker.modules()).containsExactly("library");
    assertThat(marker.came()).containsExactly("member");
    marker.end(List.of("library", "member"));
    assertThat(set.directory()).isEmptyDirectory();
  }

  @Test
  void thoseThatBecomeUnusedAreToldApartToo() {
    ExchangeMarker marker = new ExchangeMarker(set);
    marker.begin(List.of(), List.of("unused"), List.of());

    assertThat(marker.modules()).isEmpty();
    assertThat(marker.left()).containsExactly("unused");
    marker.end(List.of("unused"));
    assertThat(set.directory()).isEmptyDirectory();
  }

  @Test
  void anExchangeThatEndedLeavesNothing() {
    ExchangeMarker marker = new ExchangeMarker(set);
    marker.begin(List.of("library"), List.of(), List.of());
    marker.end(List.of("library"));

    assertThat(marker.modules()).isEmpty();
    assertThat(set.directory()).isEmptyDirectory();
    marker.end(List.of("library"));
  }

  @Test
  void afterARebootItMeansNothing() throws IOException {
    new ExchangeMarker(set).begin(List.of("library"), List.of(), List.of());
    String text = Files.readString(file());
    Files.writeString(file(), text.replaceFirst("(?m)^boot .*$", "boot of another day"));

    assertThat(new ExchangeMarker(set).modules()).isEmpty();
  }

  @Test
  void theNextExchangeKeepsWhatIsNotWholeYet() {
    new ExchangeMarker(set).begin(List.of("library", "user"), List.of(), List.of());
    ExchangeMarker next = new ExchangeMarker(set);
    next.begin(List.of("other", "user"), List.of(), List.of());
    next.end(List.of("other", "user"));

    assertThat(new ExchangeMarker(set).modules()).containsExactly("library");
  }
}
