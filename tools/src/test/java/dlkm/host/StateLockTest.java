package dlkm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock between two processes: within one JVM the kernel's locks don't exclude each other. */
@Timeout(100)
class StateLockTest {

  @TempDir private Path root;

  /** The other process: takes the lock, says so, and holds it until its input ends. */
  static final class Other {

    private Other() {}

    public static void main(String[] args) throws IOException {
      Notices say = System.out::println;
      Host host = new Host(Path.of(args[0]), Path.of("."));
      try (StateLock _ = StateLock.take(host, "kmupdate", say)) {
        System.out.println("taken");
        while (System.in.read() >= 0) {
          // held
        }
      }
      System.out.println("released");
    }
  }

  private Process other() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            root.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader said(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  @Test
  void theSecondWaitsAndSaysForWhom() throws IOException, InterruptedException {
    Process other = other();
    try {
      assertThat(said(other).readLine()).isEqualTo("taken");
      List<String> notices = new ArrayList<>();
      Thread release =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      Thread.sleep(300);
                      other.getOutputStream().close();
                    } catch (IOException | InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      try (StateLock _ = StateLock.take(host(), "kmadmin", notices::add)) {
        assertThat(other.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(root.resolve("run/dlkm/lock")))
            .isEqualTo(ProcessHandle.current().pid() + " kmadmin\n");
      }
      release.join();
      assertThat(notices)
          .containsExactly(
              root.resolve("run/dlkm/lock")
                  + ": held by kmupdate (pid "
                  + other.pid()
                  + "): waiting");
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void theLockOfAKilledProcessIsFree() throws IOException, InterruptedException {
    Process other = other();
    assertThat(said(other).readLine()).isEqualTo("taken");
    other.destroyForcibly().waitFor();

    List<String> notices = new ArrayList<>();
    assertThatCode(() -> StateLock.take(host(), "kmadmin", notices::add).close())
        .doesNotThrowAnyException();
    assertThat(notices).isEmpty();
  }

  @Test
  void theLockOfABuildIsAnotherOne() throws IOException {
    Process other = other();
    try {
      assertThat(said(other).readLine()).isEqualTo("taken");
      List<String> notices = new ArrayList<>();
      StateLock.takeBuild(host(), "config", notices::add).close();
      assertThat(notices).isEmpty();
    } finally {
      other.destroyForcibly();
    }
  }

  private Host host() {
    return new Host(root, Path.of("."));
  }
}
