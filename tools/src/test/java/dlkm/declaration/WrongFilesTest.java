package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.plan.BuildRefusals;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong master and system files, one directory each: the file, or both, of a module {@code pulse},
 * and the messages that they get (spec §3.1, §3.2, §3.7, §4.3, §4.4.2, §5.2, §5.3, §5.3a, §9.4,
 * §10.3). With both, they are right alone and wrong together.
 */
class WrongFilesTest {

  private static final Path CASES = Path.of("src/test/cases/conf");

  static List<String> cases() throws IOException {
    try (Stream<Path> directories = Files.list(CASES)) {
      return directories.map(d -> d.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysWhereWhatAndWhatIsAllowed(String name) throws IOException {
    Path directory = CASES.resolve(name);
    List<Problem> problems = problems(directory);
    StringBuilder messages = new StringBuilder();
    problems.forEach(problem -> messages.append(problem).append('\n'));
    assertThat(messages.toString()).isEqualTo(Files.readString(directory.resolve("expected")));
    assertThat(problems)
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.thing()).matches("(master|system):[1-9][0-9]*");
              assertThat(problem.todo()).isNotEmpty();
            });
  }

  private static List<Problem> problems(Path directory) throws IOException {
    boolean master = Files.exists(directory.resolve("master"));
    boolean system = Files.exists(directory.resolve("system"));
    if (master && system) {
      return BuildRefusals.check(master(directory), system(directory), OtherTunables.NONE);
    }
    try {
      Object read = master ? master(directory) : system(directory);
      throw new AssertionError("no problem in " + read);
    } catch (ProblemException e) {
      return e.problems();
    }
  }

  private static MasterFile master(Path directory) throws IOException {
    return MasterFile.parse("master", "pulse", Files.readString(directory.resolve("master")));
  }

  private static SystemFile system(Path directory) throws IOException {
    return SystemFile.parse("system", Files.readString(directory.resolve("system")));
  }
}
