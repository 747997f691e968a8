package dlkm.index;

import static dlkm.index.SmallIndex.bytes;
import static dlkm.index.SmallIndex.files;
import static dlkm.index.SmallIndex.module;
import static dlkm.index.SmallIndex.text;
import static dlkm.index.SmallIndex.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one update changes, and when it leaves the index to {@code depmod}. */
class ModuleIndexTest {

  @Test
  void aPlainModuleChangesTheDependenciesAlone() {
    Map<String, byte[]> changed = changed(files(), module("plain"));

    assertThat(changed).containsOnlyKeys("modules.dep", "modules.dep.bin");
    assertThat(text(changed, "modules.dep"))
        .isEqualTo(SmallIndex.DEPENDENCIES + "updates/dlkm/plain.ko:\n");
    assertThat(SmallIndex.decoded(changed.get("modules.dep.bin")))
        .contains("plain | updates/dlkm/plain.ko:", "top | " + lastOf(SmallIndex.DEPENDENCIES));
  }

  private static String lastOf(String lines) {
    return lines.lines().toList().getLast();
  }

  @Test
  void nothingNewChangesNothing() {
    Map<String, byte[]> files = InstalledTree.after(files(), List.of(module("a"), module("b")));

    assertThat(changed(files, module("b"), module("a"))).isEmpty();
    assertThat(changed(files())).isEmpty();
  }

  @Test
  void indirectNeedsComeBehindTheirUsers() {
    OurModule lib = module("our-lib", "top");
    OurModule user = module("a-user", "our_lib", "core-lib");

    assertThat(text(InstalledTree.after(files(), List.of(user, lib)), "modules.dep"))
        .endsWith(
            """
            updates/dlkm/a-user.ko: updates/dlkm/our-lib.ko kernel/net/top.ko.xz \
            kernel/net/mid.ko kernel/net/core-lib.ko kernel/net/other.ko
            updates/dlkm/our-lib.ko: kernel/net/top.ko.xz kernel/net/mid.ko \
            kernel/net/core-lib.ko kernel/net/other.ko
            """);
  }

  @Test
  void aliasesKeepTheirTextAndAreLookedUpWithoutDashes() {
    OurModule asked =
        with(
            module("asked"),
            List.of("my-bus:[a-f]-x", "no]-such", "a name with spaces"),
            List.of());
    Map<String, byte[]> changed = changed(files(), asked);

    assertThat(text(changed, "modules.alias"))
        .endsWith(
            """
            alias my-bus:[a-f]-x asked
            alias no]-such asked
            alias a name with spaces asked
            """);
    assertThat(SmallIndex.decoded(changed.get("modules.alias.bin")))
        .containsExactly(
            "a name with spaces | top | asked",
            "fs_top | top",
            "my_bus:[a-f]_x | asked",
            "pci:v00008086d*sv* | core_lib");
  }

  @Test
  void softWeakAndDeviceLinesComeAndGo() {
    List<String> aliases = List.of("char-major-240-*", "devname:my/node", "block-major-9-3");
    OurModule node =
        new OurModule(
            "updates/dlkm/my-node.ko",
            List.of(),
            aliases,
            List.of("pre: mid", "post: top"),
            List.of("other"),
            List.of("my_symbol"));
    Map<String, byte[]> there = InstalledTree.after(files(), List.of(node));

    assertThat(text(there, "modules.devname")).endsWith("\nmy_node my/node b9:3\n");
    assertThat(text(there, "modules.softdep"))
        .endsWith("\nsoftdep my_node pre: mid\nsoftdep my_node post: top\n");
    assertThat(text(there, "modules.weakdep")).endsWith("\nweakdep my_node other\n");
    assertThat(text(there, "modules.symbols")).endsWith("\nalias symbol:my_symbol my_node\n");
    Map<String, byte[]> gone = InstalledTree.after(there, List.of());
    for (String name : List.of("dep", "alias", "symbols", "softdep", "weakdep", "devname")) {
      assertThat(text(gone, "modules." + name)).isEqualTo(text(files(), "modules." + name));
    }
  }

  @Test
  void anotherModulesLineIsNeverTakenForOurs() {
    Map<String, byte[]> files = InstalledTree.after(files(), List.of(module("to")));

    assertThat(text(InstalledTree.after(files, List.of()), "modules.alias"))
        .isEqualTo(text(files(), "modules.alias"));
  }

  @Test
  void namesThatStandElsewhereAreLeftToDepmod() {
    assertThat(reason(files(), module("mid"))).contains("'mid'");
    assertThat(reason(files(), module("core_lib"))).contains("'core_lib'");
    assertThat(reason(files(), module("built_away"))).contains("built-away.ko");
    assertThat(reason(files(), module("a-b"), module("a_b"))).contains("'a_b'");
  }

  @Test
  void aModuleThatHidOneOfTheKernelsIsLeftToDepmodWhenItGoes() {
    Map<String, byte[]> files = files();
    files.put("modules.dep", bytes("updates/dlkm/built-away.ko:\nkernel/net/core-lib.ko:\n"));

    assertThat(reason(files)).contains("built-away.ko");
  }

  @Test
  void needsThatTheIndexDoesNotHoldAreLeftToDepmod() {
    assertThat(reason(files(), module("a", "nowhere"))).contains("'nowhere'");
    assertThat(reason(files(), module("a", "b"), module("b", "a"))).contains("itself");
  }

  @Test
  void anotherModuleThatNeedsOursIsLeftToDepmod() {
    Map<String, byte[]> files = files();
    files.put("modules.dep", bytes("updates/dkms/far.ko: updates/dlkm/a.ko\nupdates/dlkm/a.ko:\n"));

    assertThat(reason(files, module("a")))
        .isEqualTo("updates/dkms/far.ko depends on a module of ours");
  }

  @Test
  void aSymbolOfTwoModulesIsLeftToDepmod() {
    assertThat(reason(files(), with(module("a"), List.of(), List.of("mid_do"))))
        .contains("symbol:mid_do");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modules.dep", "modules.dep.bin", "modules.alias", "modules.alias.bin",
        "modules.symbols", "modules.symbols.bin", "modules.softdep", "modules.devname"
      })
  void aMissingFileIsLeftToDepmod(String name) {
    Map<String, byte[]> files = files();
    files.remove(name);

    assertThat(reason(files, module("a"))).isEqualTo(name + " is missing");
  }

  @Test
  void whatCanNotBeReadIsLeftToDepmod() {
    Map<String, byte[]> future = files();
    future.get("modules.alias.bin")[5]++;
    Map<String, byte[]> cut = files();
    cut.put("modules.dep", bytes("kernel/a.ko: \nkernel/b"));
    Map<String, byte[]> stranger = files();
    stranger.put("modules.alias", bytes("alias x nobody\n"));
    OurModule asked = with(module("a"), List.of("x"), List.of());
    OurModule foreign = with(module("a"), List.of("größe"), List.of());

    assertThat(reason(future, asked)).contains("modules.alias.bin");
    assertThat(reason(cut, asked)).contains("colon");
    assertThat(reason(stranger, asked)).contains("'nobody'");
    assertThat(reason(files(), foreign)).contains("ASCII");
  }

  private static Map<String, byte[]> changed(Map<String, byte[]> files, OurModule... ours) {
    return switch (ModuleIndex.update(files, List.of(ours))) {
      case IndexUpdate.Files(Map<String, byte[]> changed) -> changed;
      case IndexUpdate.NeedsAllModules(String reason) -> throw new AssertionError(reason);
    };
  }

  private static String reason(Map<String, byte[]> files, OurModule... ours) {
    return switch (ModuleIndex.update(files, List.of(ours))) {
      case IndexUpdate.Files(Map<String, byte[]> changed) ->
          throw new AssertionError("changes " + changed.keySet());
      case IndexUpdate.NeedsAllModules(String reason) -> reason;
    };
  }
}
