package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Loads modules of the zoo in scratch machines, one in each, and holds the verdicts against what is
 * written in {@code zoo/expected}. Some of each kind; all of them with {@code -Dzoo=all}.
 */
@Order(4)
class ZooTest {

  private static final Path ZOO = Place.TOP.resolve("scratch/src/test/zoo");

  /**
   * Something late, stuck, loud, left behind; a module that only looks bad, and one that is slow.
   */
  private static final Set<String> SOME =
      Set.of(
          "bad_late_timer",
          "bad_deadlock_self",
          "bad_warn_quiet",
          "bad_leak_proc",
          "bad_leak_memory",
          "bad_leak_misc",
          "bad_leak_family",
          "bad_free_page_twice",
          "bad_syscall",
          "bad_execute",
          "good_noisy",
          "good_pause",
          "good_slow");

  @TempDir static Path built;

  /** A line of the table. */
  record Expected(String module, List<String> kinds, String function, List<String> options) {

    static Expected parse(String line) {
      List<String> parts = List.of(line.split(" \\| "));
      List<String> options = parts.size() > 3 ? List.of(parts.get(3).split(" ")) : List.of();
      return new Expected(parts.get(0), List.of(parts.get(1).split(", ")), parts.get(2), options);
    }

    boolean isClean() {
      return kinds.equals(List.of("clean"));
    }
  }

  static List<Expected> modules() throws Exception {
    List<Expected> modules = new ArrayList<>();
    for (String line : Files.readAllLines(ZOO.resolve("expected"))) {
      if (!line.startsWith("#")) {
        Expected expected = Expected.parse(line);
        if ("all".equals(System.getProperty("zoo")) || SOME.contains(expected.module())) {
          modules.add(expected);
        }
      }
    }
    return modules;
  }

  @BeforeAll
  static void build() throws Exception {
    ok("cp", "-r", ZOO + "/.", built.toString());
    List<String> objects = modules().stream().map(each -> each.module() + ".o").toList();
    ok(
        "make",
        "-s",
        "-C",
        "/lib/modules/" + Place.release() + "/build",
        "M=" + built,
        "ZOO=" + String.join(" ", objects),
        "modules");
  }

  private static void ok(String... command) throws Exception {
    Ran ran = Ran.command("zoo-build", List.of(command));
    assertThat(ran.status()).as(ran.messages()).isZero();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void theVerdictIsWhatTheKernelDoes(Expected expected) throws Exception {
    String file = built.resolve(expected.module() + ".ko").toString();
    List<String> options = new ArrayList<>(List.of("-K", Place.release()));
    options.addAll(expected.options());
    String load = "for m in $(modinfo -F depends $0 | tr , ' '); do modprobe $m; done; insmod $0";
    Rehearsed run = Rehearsed.run(options, "sh", "-c", load, file);
    assertThat(run.answer().has("inconclusive")).as(run.toString()).isFalse();
    if (expected.isClean()) {
      assertThat(run.kinds()).as(run.toString()).isEmpty();
      return;
    }
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.kinds()).as(run.toString()).containsAnyElementsOf(expected.kinds());
    assertThat(run.answer().getAsJsonArray("findings"))
        .as(run.toString())
        .anyMatch(finding -> blames(finding, expected));
  }

  private static boolean blames(JsonElement element, Expected expected) {
    JsonObject finding = element.getAsJsonObject();
    return expected.kinds().contains(finding.get("kind").getAsString())
        && finding.has("module")
        && finding.get("module").getAsString().equals(expected.module())
        && (expected.function().equals("-")
            || finding.has("function")
                && finding.get("function").getAsString().startsWith(expected.function()));
  }
}
