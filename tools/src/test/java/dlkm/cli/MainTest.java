package dlkm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What all tools share: names, the common options, statuses, and where words go. */
class MainTest {

  /** It speaks as the tool whose place it takes. */
  private static final String DKMS = "dkms";

  private record Outcome(int status, String out, String err) {}

  private static Outcome run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(printer(out), printer(err), args);
    return new Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream printer(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  @Test
  void everyNameInTheTableIsATool() {
    assertThat(Commands.NAMES)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(Commands.find(name)).isPresent());
  }

  @Test
  void helpIsAResult() {
    for (String name : Commands.NAMES) {
      Outcome outcome = run(name, "--help");
      assertThat(outcome.status()).isEqualTo(Exit.DONE);
      assertThat(outcome.out()).startsWith(name + ": ").contains("usage: " + name);
      assertThat(outcome.err()).isEmpty();
    }
  }

  @Test
  void theVersionNamesTheTool() {
    for (String name : Commands.NAMES) {
      String version = name.equals(DKMS) ? "dkms-3.0.10" : name + " (dlkm) " + Main.VERSION;
      assertThat(run(name, "--version")).isEqualTo(new Outcome(Exit.DONE, version + "\n", ""));
    }
  }

  @Test
  void anUnknownOptionIsWrongUsageEvenBeforeACommandOfItsOwn() {
    for (String name : Commands.NAMES) {
      Outcome outcome = run(name, "--no-such-option");
      assertThat(outcome.status()).isEqualTo(name.equals(DKMS) ? Exit.FAILED : Exit.USAGE);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).contains("--no-such-option").contains("--help");
    }
  }

  @Test
  void anUnknownToolIsWrongUsage() {
    assertThat(run("dlkm", "kmnothing"))
        .isEqualTo(
            new Outcome(
                Exit.USAGE, "", "dlkm: kmnothing: no such command: 'dlkm --help' lists them\n"));
  }

  @Test
  void aMessageIsOneLineWhateverAnArgumentHas() {
    assertThat(run("dlkm", "completion", "a\nb\u001b[31m").err())
        .isEqualTo("dlkm: completion a\\nb\\u001b[31m: no such shell: name bash, zsh or fish\n");
  }

  @Test
  void commonOptionsMayStandBeforeTheCommand() {
    for (String name : Commands.NAMES) {
      assertThat(run("dlkm", "--root", "/", name, "--help")).isEqualTo(run(name, "--help"));
    }
    assertThat(run("dlkm", "--root=/", "doctor", "--help"))
        .isEqualTo(run("dlkm", "doctor", "--help"));
    assertThat(run("dlkm", "--root", "/", "kmnothing").err())
        .contains("kmnothing: no such command");
    assertThat(run("dlkm", "--root").status()).isEqualTo(Exit.USAGE);
  }

  @Test
  void aMessageIsOneLineWhateverIsInIt() {
    assertThat(run("dlkm", "a\nb").err())
        .startsWith("dlkm: a\\nb: no such command")
        .hasLineCount(1);
    for (String name : Commands.NAMES) {
      if (!name.equals(DKMS)) {
        assertThat(run(name, "--root", "/no\nsuch\u001b[31m").err())
            .startsWith(name + ": /no\\nsuch\\u001b[31m: is not a directory")
            .hasLineCount(1);
      }
    }
  }

  @Test
  void theRootMustBeADirectory() {
    Outcome outcome = run(Commands.NAMES.getFirst(), "--root", "/no/such/directory");
    assertThat(outcome.status()).isEqualTo(Exit.FAILED);
    assertThat(outcome.err()).contains("/no/such/directory: is not a directory");
  }

  @Test
  void theOverviewNamesEveryTool() {
    Outcome outcome = run("dlkm", "--help");
    assertThat(outcome.status()).isEqualTo(Exit.DONE);
    assertThat(outcome.out()).contains(Commands.NAMES);
  }
}
