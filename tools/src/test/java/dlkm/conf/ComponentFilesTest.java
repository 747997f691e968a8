package dlkm.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a directory of component files holds (spec §2.1). */
class ComponentFilesTest {

  @ParameterizedTest
  @CsvSource({"mod.c,WRAPPED", "Kbuild,NATIVE", "Makefile,NATIVE", "mod.o,PREBUILT"})
  void oneFileTellsTheKind(String file, CodeKind kind) {
    assertThat(ComponentFiles.kind(".", List.of("space.h", file, "more.c"))).isEqualTo(kind);
  }

  @Test
  void aKbuildBesideAMakefileIsStillOneTree() {
    assertThat(ComponentFiles.kind(".", List.of("Kbuild", "Makefile"))).isEqualTo(CodeKind.NATIVE);
  }

  @Test
  void noneAndTwoAreRefused() {
    assertThatThrownBy(() -> ComponentFiles.kind(".", List.of("more.c")))
        .hasMessageContaining("no code");
    assertThatThrownBy(() -> ComponentFiles.kind(".", List.of("mod.c", "mod.o")))
        .hasMessageContaining("mod.c, mod.o");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pulse.ko",
        "pulse.mod",
        "pulse.mod.c",
        ".pulse.o.cmd",
        ".git",
        ".tmp_versions",
        "modules.order",
        "Module.symvers",
        "pulse.o",
        "pulse.mod.o"
      })
  void productsStayBehind(String name) {
    assertThat(ComponentFiles.isProduct(name, List.of(name, ".pulse.o.cmd"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pulse.c", "mod.o", "Modstub.o", "blob.o", "x.o_shipped", ".config"})
  void sourcesComeAlong(String name) {
    assertThat(ComponentFiles.isProduct(name, List.of(name))).isFalse();
  }
}
