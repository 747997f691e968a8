package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What {@code kmcheck} says against what the kernel does: hundreds of the kernel's own modules, and
 * modules damaged in every way that it claims to see, loaded for real in one scratch machine. A
 * second machine takes signed modules only. The outcomes are a table in docs/kmcheck-cases.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmcheckTest {

  private static final Path WORK = Place.WORK.resolveSibling("kmcheck");
  private static final Path BUILT = WORK.resolve("built");
  private static final Path LOADER = WORK.resolve("load");
  private static final Path TABLE = Place.TOP.resolve("docs/kmcheck-cases.md");

  private final Map<LoadCase, Judgement> judged = new LinkedHashMap<>();
  private final Map<LoadCase, Judgement> enforced = new LinkedHashMap<>();
  private String release;
  private SortedMap<String, String> before;
  private Map<String, LoadOutcome> loaded;
  private Map<String, LoadOutcome> signed;

  @BeforeAll
  void run() throws Exception {
    release = Place.release();
    before = Checksum.ofThisMachine();
    build();
    inTree();
    damaged();
    loaded = load("kmcheck-load", judged.keySet(), List.of());
    SignedOnly only = new SignedOnly(WORK, release);
    List<LoadCase> cases = only.cases();
    List<String> words =
        List.of("module.sig_enforce=1", "module_blacklist=" + SignedOnly.FORBIDDEN);
    signed = load("kmcheck-signed", cases, words);
    Map<String, Judgement> all = Judgement.parse(between(log("kmcheck-signed"), "{", "}"));
    cases.forEach(each -> enforced.put(each, all.get(each.file().toString())));
  }

  private static void ok(String name, String... command) throws Exception {
    Ran ran = Ran.command(name, List.of(command));
    assertThat(ran.status()).as(ran.output() + ran.messages()).isZero();
  }

  private void build() throws Exception {
    ok("kmcheck-clear", "rm", "-rf", WORK.toString());
    Files.createDirectories(WORK);
    Path sources = Place.TOP.resolve("tools/src/test/modules/kmc");
    ok("kmcheck-copy", "cp", "-r", sources.toString(), BUILT.toString());
    ok("kmcheck-make", "make", "-s", "-C", headers(), "M=" + BUILT, "modules");
    String loader = Place.TOP.resolve("scratch/src/test/c/load.c").toString();
    ok("kmcheck-loader", "gcc", "-static", "-O", "-Wall", "-o", LOADER.toString(), loader);
    SignedOnly.prepare(WORK, release);
  }

  private String headers() {
    return "/lib/modules/" + release + "/build";
  }

  private void inTree() throws Exception {
    List<String> command = new ArrayList<>(List.of(Place.tool("kmcheck"), "-K", release, "--json"));
    List<LoadCase> cases = new ArrayList<>();
    for (String path : Files.readAllLines(Place.TOP.resolve("scratch/src/test/modules-in-tree"))) {
      Path file = Path.of("/lib/modules", release, path);
      String name = file.getFileName().toString().replace(".ko", "").replace('-', '_');
      cases.add(new LoadCase(path, "", name, file, "", List.of(), true));
      command.add(file.toString());
    }
    Map<String, Judgement> all = Judgement.parse(Ran.command("kmcheck-in-tree", command).output());
    cases.forEach(each -> judged.put(each, all.get(each.file().toString())));
  }

  private void damaged() throws Exception {
    List<LoadCase> cases = new ArrayList<>(DamagedModules.write(BUILT, WORK.resolve("damaged")));
    cases.addAll(SignedOnly.withoutPolicy(WORK));
    for (LoadCase each : cases) {
      List<String> command = new ArrayList<>(List.of(Place.tool("kmcheck"), "-K", release));
      command.addAll(List.of("--root", root(each).toString(), "--json", each.file().toString()));
      each.before().forEach(file -> command.add(file.toString()));
      Ran ran = Ran.command("kmcheck-damaged", command);
      assertThat(ran.status()).as(ran.messages()).isIn(0, 2);
      judged.put(each, Judgement.parse(ran.output()).get(each.file().toString()));
    }
  }

  /** This machine's kernel, and the parameters of the case as modprobe has them. */
  private Path root(LoadCase each) throws IOException {
    Path root = WORK.resolve("root");
    Path options = root.resolve("etc/modprobe.d/case.conf");
    if (!Files.exists(root)) {
      Files.createDirectories(options.getParent());
      Files.createDirectories(root.resolve("lib"));
      Files.createSymbolicLink(root.resolve("lib/modules"), Path.of("/lib/modules"));
      Files.createSymbolicLink(root.resolve("boot"), Path.of("/boot"));
    }
    Files.writeString(options, "options " + each.module() + " " + each.words() + "\n");
    return root;
  }

  private Map<String, LoadOutcome> load(
      String name, Iterable<LoadCase> cases, List<String> kernelWords) throws Exception {
    List<String> lines = new ArrayList<>();
    cases.forEach(each -> lines.addAll(each.lines()));
    Path list = Files.write(WORK.resolve(name), lines);
    List<String> command =
        new ArrayList<>(List.of(Place.tool("kmrehearse"), "-K", release, "--leave-loaded"));
    command.addAll(List.of("--timeout", "1200", "--log", Place.log(name + ".kernel").toString()));
    kernelWords.forEach(word -> command.addAll(List.of("--kernel-arg", word)));
    command.addAll(List.of("--", "sh", "-c", SignedOnly.script(kernelWords, LOADER, list)));
    return LoadOutcome.parse(Ran.command(name, command).output());
  }

  private static String log(String name) throws IOException {
    return Files.readString(Place.log(name + ".out"));
  }

  private static String between(String text, String first, String last) {
    return text.substring(text.indexOf(first), text.lastIndexOf(last) + 1);
  }

  @Test
  void thereAreEnoughOfThem() {
    assertThat(judged.keySet()).extracting(LoadCase::id).doesNotHaveDuplicates();
    assertThat(judged.size()).isGreaterThanOrEqualTo(300);
  }

  @Test
  void theKernelDoesWhatWasForetold() {
    assertThat(differences(judged, loaded)).isEmpty();
  }

  @Test
  void soDoesOneThatTakesSignedModulesOnly() {
    assertThat(differences(enforced, signed)).isEmpty();
  }

  private static List<String> differences(
      Map<LoadCase, Judgement> judgements, Map<String, LoadOutcome> outcomes) {
    List<String> differences = new ArrayList<>();
    judgements.forEach(
        (each, judgement) -> {
          LoadOutcome outcome = outcomes.get(each.id());
          String difference =
              outcome == null
                  ? "never loaded"
                  : judgement == null ? "never judged" : judgement.difference(outcome);
          if (!difference.isEmpty()) {
            differences.add(each.id() + ": " + difference);
          }
        });
    return differences;
  }

  @Test
  void theTableIsWhatHappened() throws IOException {
    String table = new CaseTable(release).text(judged, loaded, enforced, signed);
    Files.writeString(Place.log("kmcheck-cases.md"), table);
    assertThat(Files.readString(TABLE)).isEqualTo(table);
  }

  @Test
  void thisMachineIsUntouched() throws IOException {
    assertThat(Checksum.ofThisMachine()).isEqualTo(before);
  }
}
