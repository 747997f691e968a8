package dlkm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden cases of the tools, a directory each below {@code src/test/cases}: {@code commands}, one a
 * line, after a comment with the rules that they prove, run one after the other on a machine that
 * begins as {@code root} (empty when that is not there); {@code expected}, what they print and
 * their statuses, then every file of the machine afterwards (spec §2.1). {@code COMPONENTS} in a
 * command is the directory of the modules to install, {@code ROOT} is where the machine is. No tool
 * changes the components. {@code WRITE_CASES=1 mvn test} writes the expectations anew, to be read
 * before they are kept.
 */
class ToolCasesTest {

  private static final Path CASES = Path.of("src/test/cases");

  @TempDir Path work;

  static List<String> cases() throws IOException {
    try (Stream<Path> paths = Files.walk(CASES)) {
      return paths
          .filter(path -> path.endsWith("commands"))
          .map(path -> CASES.relativize(path.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsAndLeavesWhatIsExpected(String name) throws IOException {
    Path directory = CASES.resolve(name);
    Path root = work.resolve("root");
    Files.createDirectories(root);
    if (Files.isDirectory(directory.resolve("root"))) {
      AtomicFiles.copyTree(directory.resolve("root"), root);
    }
    AtomicFiles.copyTree(CASES.resolve("components"), work.resolve("components"));
    StringBuilder transcript = new StringBuilder();
    String before = tree(work.resolve("components"));
    for (String command : commands(directory)) {
      transcript.append("$ ").append(command).append('\n').append(run(command, root));
    }
    transcript.append(tree(root));
    Path expected = directory.resolve("expected");
    if (System.getenv("WRITE_CASES") != null) {
      Files.writeString(expected, transcript);
    }
    assertThat(transcript.toString()).isEqualTo(Files.readString(expected));
    assertThat(tree(work.resolve("components"))).isEqualTo(before);
  }

  private static List<String> commands(Path directory) throws IOException {
    return Files.readAllLines(directory.resolve("commands")).stream()
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  private String run(String command, Path root) {
    List<String> words =
        new ArrayList<>(
            List.of(
                command
                    .replace("COMPONENTS", work.resolve("components").toString())
                    .replace("ROOT", root.toString())
                    .split(" ")));
    words.addAll(1, List.of("--root", root.toString()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            words.toArray(String[]::new));
    String said =
        out.toString(StandardCharsets.UTF_8)
            + err.toString(StandardCharsets.UTF_8)
            + "=> "
            + status
            + "\n";
    return said.replace(root.toString(), "ROOT")
        .replace(work.resolve("components").toString(), "COMPONENTS");
  }

  private static String tree(Path root) throws IOException {
    StringBuilder tree = new StringBuilder();
    List<Path> files;
    try (Stream<Path> paths = Files.walk(root)) {
      files = paths.filter(path -> !Files.isDirectory(path)).sorted().toList();
    }
    for (Path file : files) {
      // Times and the root stand in the log of changes.
      if (!file.endsWith("run/dlkm/lock") && !file.endsWith("dlkm/changes.log")) {
        tree.append("== ").append(root.relativize(file)).append('\n');
        tree.append(Files.readString(file));
      }
    }
    return tree.toString();
  }
}
