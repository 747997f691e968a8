package dlkm.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a directory are a module's sources (spec §2.1). */
class SourceTreeNamesTest {

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
    assertThat(SourceTree.isProduct(name, List.of(name, ".pulse.o.cmd"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pulse.c", "mod.o", "Modstub.o", "blob.o", "x.o_shipped", ".config"})
  void sourcesComeAlong(String name) {
    assertThat(SourceTree.isProduct(name, List.of(name))).isFalse();
  }
}
