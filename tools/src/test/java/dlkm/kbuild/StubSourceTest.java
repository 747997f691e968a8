package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.declaration.StubFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The generated C of stubs, as text; the product's tests compile it, and those that boot a kernel
 * call it (spec §3.7).
 */
class StubSourceTest {

  private static final StubSource PULSE =
      source("__modstub(NULL) char *pulse_text(int a, u8 b);\n__modstub() void pulse_poke(void);");

  private static StubSource source(String text) {
    return new StubSource("pulse", StubFile.parse("Modstub.h", text));
  }

  @Test
  void aStubCallsTheModulesFunctionOrFails() {
    assertThat(PULSE.forStubs(List.of("needed")))
        .contains(
            """
            static struct modstub_init modstub_inits[] = {
            \t{ "pulse" },
            \t{ "needed" },
            \t{ }
            };
            """,
            """

            char *pulse_text(int a, u8 b)
            {
            \tconst struct modstub_functions_of_pulse *modstub_real =
            \t\tmodstub_enter(&modstub_of_pulse, "pulse_text");
            \tchar *modstub_result;

            \tif (!modstub_real)
            \t\treturn NULL;
            \tmodstub_result = modstub_real->pulse_text(a, b);
            \tmodstub_leave(&modstub_real->table);
            \treturn modstub_result;
            }
            EXPORT_SYMBOL(pulse_text);

            void pulse_poke(void)
            {
            \tconst struct modstub_functions_of_pulse *modstub_real =
            \t\tmodstub_enter(&modstub_of_pulse, "pulse_poke");

            \tif (!modstub_real)
            \t\treturn;
            \tmodstub_real->pulse_poke();
            \tmodstub_leave(&modstub_real->table);
            }
            EXPORT_SYMBOL(pulse_poke);
            """);
  }

  @Test
  void theModuleHasATableOfItsFunctions() {
    assertThat(PULSE.forModule("/inc", true))
        .contains(
            "#include \"/inc/dlkm/modstub.h\"\n#include \"Modstub.h\"\n",
            """
            struct modstub_functions_of_pulse {
            \tstruct modstub_table table;
            \tchar *(*pulse_text)(int a, u8 b);
            \tvoid (*pulse_poke)(void);
            };
            """,
            "\t\t.open = dlkm_stubs_open,\n",
            """
            \t.pulse_text = pulse_text,
            \t.pulse_poke = pulse_poke,
            };
            EXPORT_SYMBOL_GPL(modstub_table_of_pulse);
            """,
            "MODULE_INFO(modstub, \"pulse_text\");\n");
    assertThat(PULSE.forModule("/inc", false)).doesNotContain("open");
  }

  @Test
  void otherDeclarationsHaveAnotherKey() {
    String key = key(source("__modstub(0) int f(int a);"));

    assertThat(key(source("__modstub(-1)\nint f(int  a);"))).isEqualTo(key);
    assertThat(key(source("__modstub(0) int f(long a);"))).isNotEqualTo(key);
    assertThat(key(source("__modstub(0) int f(int a); __modstub(0) int g(void);")))
        .isNotEqualTo(key);
  }

  private static String key(StubSource source) {
    return source
        .forStubs(List.of())
        .lines()
        .filter(line -> line.startsWith("EXPORT_SYMBOL_GPL("))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void oneModuleHasTheStubsOfAll() {
    StubSource other = new StubSource("other", PULSE.stubs());

    assertThat(StubSource.main(List.of(other, PULSE)))
        .contains("modstubs[] = {\n\t&modstub_of_other,\n\t&modstub_of_pulse,\n\tNULL\n};\n");
    assertThat(StubSource.kbuild(List.of(other, PULSE), "/inc"))
        .isEqualTo(
            """
            obj-m := modstub.o
            modstub-y := stubs.o other/Modstub.o pulse/Modstub.o
            ccflags-y += -I/inc
            """);
  }
}
