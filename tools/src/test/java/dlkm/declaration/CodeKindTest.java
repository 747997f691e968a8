package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a directory of component files holds (spec §2.1). */
class CodeKindTest {

  @ParameterizedTest
  @CsvSource({"mod.c,WRAPPED", "Kbuild,NATIVE", "Makefile,NATIVE", "mod.o,PREBUILT"})
  void oneFileTellsTheKind(String file, CodeKind kind) {
    assertThat(CodeKind.of(".", List.of("space.h", file, "more.c"))).isEqualTo(kind);
  }

  @Test
  void aKbuildBesideAMakefileIsStillOneTree() {
    assertThat(CodeKind.of(".", List.of("Kbuild", "Makefile"))).isEqualTo(CodeKind.NATIVE);
  }

  @Test
  void noneAndTwoAreRefused() {
    assertThatThrownBy(() -> CodeKind.of(".", List.of("more.c"))).hasMessageContaining("no code");
    assertThatThrownBy(() -> CodeKind.of(".", List.of("mod.c", "mod.o")))
        .hasMessageContaining("mod.c, mod.o");
  }
}
