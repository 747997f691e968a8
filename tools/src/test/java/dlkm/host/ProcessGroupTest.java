package dlkm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command in a directory of ours, and what it gets to see of its caller. */
class ProcessGroupTest {

  @TempDir private Path directory;

  @Test
  void itsEnvironmentHasNothingOfTheCallers() throws IOException, InterruptedException {
    assertThat(System.getenv()).as("the caller's").isNotEmpty();
    Path log = directory.resolve("log");
    ProcessGroup group = new ProcessGroup(directory.resolve("lock"));

    int status = group.start(List.of("env"), directory, log).waitFor();

    assertThat(status).isZero();
    assertThat(Files.readAllLines(log))
        .filteredOn(line -> !line.matches("(PWD|OLDPWD|SHLVL|_)=.*"))
        .containsExactlyInAnyOrder(
            "PATH=" + Child.PATH,
            "LANG=C",
            "LC_ALL=C",
            "HOME=/nonexistent",
            "TMPDIR=" + directory.resolve(".tmp"));
  }
}
