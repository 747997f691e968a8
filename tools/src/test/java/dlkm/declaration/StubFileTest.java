package dlkm.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader of Modstub.h (spec §3.7). */
class StubFileTest {

  private static final String HEADER =
      """
      /* __modstub(0) int in_a_comment(void); */
      #ifndef __modstub
      #define __modstub(failure) \\
              /* __modstub(0) int behind_a_backslash(void); */
      #endif
      #include <linux/types.h>

      struct pulse { int (*unmarked)(void); };
      typedef int (*callback)(int);
      static inline const char *name(void) { return "__modstub(0) int in_a_text(void);"; }

      __modstub(-ENXIO) int pulse_send(struct pulse *p, size_t bytes);
      __modstub((struct pulse *)NULL) // one line
      extern struct pulse **
      pulse_find(const char * const name, callback call);
      __modstub() void pulse_poke(void); int unmarked(void);
      __modstub(HZ / 2 + f("a,)")) unsigned long pulse_rest ( unsigned char c ) ;
      """;

  @Test
  void onlyMarkedPrototypesAreRead() {
    List<Stub> stubs = StubFile.parse("Modstub.h", HEADER);

    assertThat(stubs)
        .extracting(stub -> stub.declaration(stub.name()))
        .containsExactly(
            "int pulse_send(struct pulse *p, size_t bytes)",
            "struct pulse **pulse_find(const char * const name, callback call)",
            "void pulse_poke(void)",
            "unsigned long pulse_rest(unsigned char c)");
    assertThat(stubs)
        .extracting(Stub::failure)
        .containsExactly("-ENXIO", "(struct pulse *)NULL", "", "HZ / 2 + f(\"a,)\")");
    assertThat(stubs.get(1).arguments()).containsExactly("name", "call");
    assertThat(stubs).extracting(stub -> stub.where().line()).containsExactly(12, 13, 16, 17);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "__modstub(0) int f(int a, ...);|1|a stub can't pass on a variable number of arguments",
        "__modstub(0) int f(int a[2]);|1|write a pointer",
        "__modstub(0) int f(int (*call)(void));|1|name the type with a typedef",
        "__modstub(0) int (*f(int a))(int);|1|no name of a function before '('",
        "__modstub(0) int f(int);|1|a parameter of 'f' has no name: 'int'",
        "__modstub(0) int f(struct pulse);|1|has no name: 'struct pulse'",
        "__modstub(0) int f(unsigned long);|1|has no name: 'unsigned long'",
        "__modstub(0) int f(int *);|1|has no name: 'int *'",
        "__modstub(0) int f();|1|write '(void)' where there is none",
        "__modstub(0) static int f(int a);|1|'static': not a function for other modules",
        "__modstub(0) f(int a);|1|'f' has no type",
        "__modstub(0) int f(int a) __must_check;|1|'f': something follows its parameters",
        "__modstub(0) int f(int a) { return a; }|1|'f': something follows its parameters",
        "__modstub(0) int f(int a|1|the file ends within a declaration",
        "__modstub(0) int f|1|the file ends within a declaration",
        "__modstub(0|1|the file ends within a declaration",
        "__modstub(0 int f(int a);|1|__modstub without ')'",
        "__modstub int f(int a);|1|__modstub without '('",
        "__modstub() int f(int a);|1|what 'f' returns",
        "__modstub(0) void f(int a);|1|'f' returns nothing, but fails with 0",
        "__modstub(0) int x = 1;|1|'=' in the type of a function",
        "__modstub(0) int if(int a);|1|no name of a function before '('",
        "int f(int a);|1|declares no stub",
        "''|1|declares no stub"
      })
  void whatIsNotUnderstoodIsRefusedWithItsLine(String text, int line, String what) {
    assertThatThrownBy(() -> StubFile.parse("Modstub.h", text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Modstub.h:" + line + ": ")
        .hasMessageContaining(what);
  }

  @Test
  void allProblemsAreReportedAtOnce() {
    String text =
        """
        __modstub(0) int a(int b[]);
        __modstub(0) int good(void);
        __modstub(0) int c(
        #ifdef CONFIG_SMP
        int d
        #endif
        );
        __modstub(0) int good(void);
        """;

    assertThatThrownBy(() -> StubFile.parse("Modstub.h", text))
        .hasMessageContaining("Modstub.h:1: ")
        .hasMessageContaining("Modstub.h:4: '#' in a parameter of 'c'")
        .hasMessageContaining("Modstub.h:8: 'good' is declared twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/*", "//", "\"", "'", "\\", "#", "#\\", "\"\\", "*/"})
  void aTextThatEndsAnywhereIsReadToItsEnd(String end) {
    assertThat(StubFile.parse("m", "__modstub(0) int f(void);" + end)).hasSize(1);
  }
}
