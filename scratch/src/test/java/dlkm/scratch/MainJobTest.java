package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The main job on a real kernel: modules are installed, configured, registered, loaded, used,
 * updated while they serve, held for the shutdown and found in place after it, and taken away (spec
 * §8.1). Two boots of one scratch machine serve all cases; its disk is the machine's memory between
 * them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
class MainJobTest {

  /** The labels of {@code kmadmin -Q} and the names of its fields as JSON. */
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("Module name", "name"),
          Map.entry("Version", "version"),
          Map.entry("Module id", "id"),
          Map.entry("Configured phase", "phase"),
          Map.entry("Object file", "object"),
          Map.entry("Status", "status"),
          Map.entry("Size", "size"),
          Map.entry("Address", "address"),
          Map.entry("BSS size", "bssSize"),
          Map.entry("BSS address", "bssAddress"),
          Map.entry("Hold count", "holdCount"),
          Map.entry("Dependent count", "dependentCount"),
          Map.entry("Unload delay", "unloadDelay"),
          Map.entry("Description", "description"),
          Map.entry("Type", "type"),
          Map.entry("Block major", "blockMajor"),
          Map.entry("Character major", "characterMajor"),
          Map.entry("Flags", "flags"),
          Map.entry("Taint", "taint"));

  private SortedMap<String, String> before;
  private SortedMap<String, String> after;
  private Cases here;
  private Cases first;
  private Cases second;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    List<String> prepare =
        List.of("sh", Place.script("prepare"), Place.TOP.toString(), Place.WORK.toString());
    Ran prepared = Ran.command("prepare", prepare);
    assertThat(prepared.status()).as(prepared.output() + prepared.messages()).isZero();
    here =
        Cases.of("on-this-machine", Ran.command("on-this-machine", Place.call("on-this-machine")));
    before = Checksum.ofThisMachine();
    first = boot("first-boot");
    second = boot("second-boot");
    after = Checksum.ofThisMachine();
  }

  private static Cases boot(String script) throws IOException, InterruptedException {
    List<String> command = Place.rehearsal("-K", Place.release());
    command.addAll(List.of("--device", "edu", "--disk", Place.WORK.resolve("disk").toString()));
    command.addAll(List.of("--log", Place.log(script + ".kernel").toString(), "--"));
    command.addAll(Place.call(script));
    return Cases.of(script, Ran.command(script, command));
  }

  @TestFactory
  Stream<DynamicTest> needingNoKernel() throws IOException {
    return here.tests();
  }

  @TestFactory
  Stream<DynamicTest> inTheFirstBoot() throws IOException {
    return first.tests();
  }

  @TestFactory
  Stream<DynamicTest> inTheSecondBoot() throws IOException {
    return second.tests();
  }

  @Test
  void theKernelStaysClean() {
    for (Cases boot : List.of(first, second)) {
      assertThat(boot.ran().messages())
          .contains(": clean (")
          .doesNotContain("leaks not looked for");
      assertThat(boot.ran().status()).as("status of " + boot.script()).isZero();
    }
  }

  @Test
  void theFullStatusIsTheSameAsJson() {
    Map<String, String> shown = new TreeMap<>();
    for (String line : first.attached("full").lines().toList()) {
      shown.put(line.substring(0, 20).strip(), line.substring(20));
    }
    JsonObject json = onlyModule(first.attached("full.json"));
    assertThat(json.getAsJsonArray("supportedPhases"))
        .extracting(JsonElement::getAsString)
        .containsExactly(shown.remove("Supported phases").split(" "));
    assertThat(shown.keySet()).containsExactlyInAnyOrderElementsOf(FIELDS.keySet());
    FIELDS.forEach(
        (label, name) ->
            assertThat(text(json.get(name)))
                .as(label)
                .isEqualTo(shown.get(label).replace("0 seconds", "0")));
    assertThat(json.get("registered").getAsBoolean()).isTrue();
    assertThat(json.get("notTheRegisteredImage").isJsonNull()).isTrue();
    assertThat(json.get("heldForShutdown").isJsonNull()).isTrue();
  }

  @Test
  void theListIsTheSameAsJson() {
    List<String> shown = new ArrayList<>();
    for (String line : first.attached("brief").lines().skip(1).toList()) {
      if (!line.isEmpty() && !line.equals("Not registered")) {
        shown.add(line.strip().replaceAll(" +", " "));
      }
    }
    List<String> json = new ArrayList<>();
    for (JsonElement element : modules(first.attached("brief.json"))) {
      JsonObject module = element.getAsJsonObject();
      List<String> words = new ArrayList<>();
      for (String name : List.of("name", "id", "status", "type", "phase", "note")) {
        words.add(text(module.get(name)));
      }
      json.add(String.join(" ", words).strip());
    }
    assertThat(json).isNotEmpty().isEqualTo(shown);
  }

  @Test
  void thisMachineIsUntouched() {
    assertThat(Checksum.changes(before, after)).isEmpty();
  }

  private static JsonArray modules(String json) {
    return JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("modules");
  }

  private static JsonObject onlyModule(String json) {
    JsonArray modules = modules(json);
    assertThat(modules).hasSize(1);
    return modules.get(0).getAsJsonObject();
  }

  private static String text(JsonElement value) {
    return value == null || value.isJsonNull() ? "-" : value.getAsString();
  }
}
