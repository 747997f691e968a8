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
 * {@code kmcheck} against the kernel's own loader: hundreds of the kernel's own modules, and
 * modules damaged in every way that it claims to see, loaded for real in one scratch machine. With
 * this machine's kernel a second machine takes signed modules only. The outcomes are a table in
 * docs, one for each kernel; {@code scratch/compare} makes them for others than this machine's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KmcheckTest {

  private ComparedKernel kernel;
  private Path work;
  private Path built;
  private Path loader;
  private final Map<LoadCase, Judgement> judged = new LinkedHashMap<>();
  private final Map<LoadCase, Judgement> enforced = new LinkedHashMap<>();
  private SortedMap<String, String> before;
  private Map<String, LoadOutcome> loaded;
  private Map<String, LoadOutcome> signed = Map.of();

  @BeforeAll
  void run() throws Exception {
    kernel = ComparedKernel.chosen();
    work = kernel.work();
    built = work.resolve("built");
    loader = work.resolve("load");
    before = Checksum.ofThisMachine();
    build();
    inTree();
    damaged();
    loaded = load("kmcheck-load", judged.keySet(), List.of());
    if (kernel.isHere()) {
      enforced();
    }
  }

  /** The policy is that of the kernel that runs: kmcheck itself has to run in that machine. */
  private void enforced() throws Exception {
    SignedOnly only = new SignedOnly(work, kernel);
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
    ok("kmcheck-clear", "rm", "-rf", work.toString());
    Files.createDirectories(work);
    Path sources = Place.TOP.resolve("tools/src/test/modules/kmc");
    ok("kmcheck-copy", "cp", "-r", sources.toString(), built.toString());
    kernel.make(built);
    String source = Place.TOP.resolve("scratch/src/test/c/load.c").toString();
    ok("kmcheck-loader", "gcc", "-static", "-O", "-Wall", "-o", loader.toString(), source);
    new SignedOnly(work, kernel).prepare();
  }

  private void inTree() throws Exception {
    List<String> command = kmcheck(kernel.options());
    List<LoadCase> cases = OwnModules.of(kernel);
    cases.forEach(each -> command.add(each.file().toString()));
    Map<String, Judgement> all = Judgement.parse(Ran.command("kmcheck-in-tree", command).output());
    cases.forEach(each -> judged.put(each, all.get(each.file().toString())));
  }

  private static List<String> kmcheck(List<String> options) {
    List<String> command = new ArrayList<>(List.of(Place.tool("kmcheck")));
    command.addAll(options);
    command.add("--json");
    return command;
  }

  private void damaged() throws Exception {
    List<LoadCase> cases = new ArrayList<>(DamagedModules.write(built, work.resolve("damaged")));
    cases.addAll(new SignedOnly(work, kernel).withoutPolicy());
    for (LoadCase each : cases) {
      List<String> command =
          kmcheck(List.of("-K", kernel.release(), "--root", root(each).toString()));
      if (kernel.isHere()) {
        command.addAll(0, List.of("env", "DLKM_HEADERS=" + kernel.modules().resolve("build")));
      }
      command.add(each.file().toString());
      each.before().forEach(file -> command.add(file.toString()));
      Ran ran = Ran.command("kmcheck-damaged", command);
      assertThat(ran.status()).as(ran.messages()).isIn(0, 2);
      judged.put(each, Judgement.parse(ran.output()).get(each.file().toString()));
    }
  }

  /** A root with the kernel, and the parameters of the case as modprobe has them. */
  private Path root(LoadCase each) throws Exception {
    Path root = kernel.isHere() ? work.resolve("root") : kernel.root();
    Path options = root.resolve("etc/modprobe.d/case.conf");
    Files.createDirectories(options.getParent());
    if (kernel.isHere() && !Files.exists(root.resolve("boot"))) {
      String script = ". \"$0/dist/borrow-kernel\" && borrow_kernel \"$1\" \"$2\"";
      Ran ran =
          Ran.command(
              "kmcheck-root",
              List.of("sh", "-c", script, Place.TOP.toString(), root.toString(), kernel.release()));
      assertThat(ran.status()).as(ran.messages()).isZero();
    }
    Files.writeString(options, "options " + each.module() + " " + each.words() + "\n");
    return root;
  }

  private Map<String, LoadOutcome> load(
      String name, Iterable<LoadCase> cases, List<String> kernelWords) throws Exception {
    List<String> lines = new ArrayList<>();
    cases.forEach(each -> lines.addAll(each.lines(kernel)));
    Path list = Files.write(work.resolve(name), lines);
    List<String> command = Place.rehearsal(kernel.options().toArray(String[]::new));
    command.addAll(List.of("--leave-loaded", "--log", Place.log(name + ".kernel").toString()));
    kernelWords.forEach(word -> command.addAll(List.of("--kernel-arg", word)));
    command.addAll(
        List.of("--", "sh", "-c", new SignedOnly(work, kernel).script(kernelWords, loader, list)));
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
    assertThat(judged.size()).isGreaterThanOrEqualTo(500);
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
    String table = new CaseTable(kernel).text(judged, loaded, enforced, signed);
    Files.writeString(Place.log(CaseTable.page(kernel)), table);
    Path page = Place.TOP.resolve("docs").resolve(CaseTable.page(kernel));
    String kept = Files.readString(page);
    assertThat(enforced.isEmpty() ? CaseTable.withoutPolicy(kept) : kept).isEqualTo(table);
  }

  @Test
  void thisMachineIsUntouched() throws IOException {
    assertThat(Checksum.changes(before, Checksum.ofThisMachine())).isEmpty();
  }
}
