package dlkm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.cli.Option;
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
      Outcome outcome = run(name, "--version");
      assertThat(outcome.status()).isEqualTo(Exit.DONE);
      // The dialect of dkms is that of the distribution.
      String version =
          name.equals(DKMS) ? "dkms-3\\.[02]\\.\\d+" : name + " \\(dlkm\\) " + Main.VERSION;
      assertThat(outcome.out()).matches(version + "\n");
      assertThat(outcome.err()).isEmpty();
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
        .startsWith(
            "dlkm completion: 'a\\nb\\u001b[31m' is no shell that it knows: name bash, zsh or")
        .hasLineCount(1);
  }

  /** What {@code dlkm} does itself is a command like the others. */
  @Test
  void wrongUsageOfDlkmsOwnCommandsSaysHowTheyAreUsed() {
    String shells = "name one shell: bash, zsh or fish: see 'dlkm completion --help'\n";
    assertWrong("dlkm completion: " + shells, "dlkm", "completion");
    assertWrong("dlkm completion: " + shells, "dlkm", "completion", "bash", "zsh");
    assertWrong("'ksh' is no shell", "dlkm", "--root", "/", "completion", "ksh");
    assertWrong("unexpected argument 'x'", "dlkm", "commands", "x");
    assertThat(run("dlkm", "commands").out().lines()).isEqualTo(Commands.NAMES);
    for (String name : Commands.OF_DLKM) {
      assertThat(run("dlkm", name, "--help").out())
          .startsWith("dlkm " + name + ": ")
          .endsWith("The manual page dlkm(8) says more.\n");
    }
  }

  private static void assertWrong(String said, String... command) {
    Outcome outcome = run(command);
    assertThat(outcome.err()).contains(said);
    assertThat(outcome.status()).isEqualTo(Exit.USAGE);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void anOptionWithAValueStandsOnceUnlessItsToolTakesSeveral() {
    for (String name : Commands.NAMES) {
      Command command = Commands.find(name).orElseThrow();
      for (Option option : Main.common(command.options()).getOptions()) {
        if (option.hasArg() && !command.mayRepeat(option.getKey())) {
          List<String> words = new ArrayList<>(List.of(name));
          for (int twice = 0; twice < 2; twice++) {
            words.add(Arguments.dashed(option.getKey()));
            words.addAll(Collections.nCopies(option.getArgs(), "/"));
          }
          assertWrong(
              Arguments.dashed(option.getKey()) + " is given twice", words.toArray(String[]::new));
        }
      }
    }
    assertThat(run("kmtune", "-r", "a", "-r", "b", "-l").err()).contains("exclude each other");
  }

  @Test
  void whatCannotBeTheNameOfAModuleOrAKernelIsWrongUsage() {
    for (String name : List.of("", "../ca", "-x", "a b")) {
      String said = "'" + name + "' is not a module name: a module's name has letters";
      assertWrong(said, "config", "-M", name);
      assertWrong(said, "kmupdate", "-M", name);
      assertWrong(said, "kmimage", "import", "-M", "good", "-M", name, "/no/such/directory");
      assertWrong(said, "kmimage", "pull", "-M", name, "localhost/a:1", "/no/such/directory");
    }
    assertWrong("'../ca' is not a module name", "kminstall", "-d", "../ca");
    assertWrong("'../ca' is not a module name", "kmsystem", "-q", "../ca");
    for (String release : List.of("", "../K", ".")) {
      String said = "'" + release + "' is not a kernel release as 'uname -r' prints it";
      assertWrong(said, "dlkm", "ready", release);
      assertWrong(said, "config", "--all", "-K", release);
      assertWrong(said, "kcpath", "--kernel", release);
    }
  }

  @Test
  void optionsThatMeanNothingWithWhatConfigDeletesAreRefused() {
    assertWrong("-u does not apply to --forget", "config", "--forget", "-u", "-K", "9.9");
    assertWrong("--name does not apply to --forget", "config", "--forget", "--name", "a");
    assertWrong("-u does not apply to --empty-cache", "config", "--empty-cache", "-u");
    assertWrong("unexpected argument 'x'", "config", "--empty-cache", "x");
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
