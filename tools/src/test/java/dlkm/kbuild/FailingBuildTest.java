package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dlkm.plan.InstalledModules;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person is told about builds that fail: real ones, under the kernel's own build system
 * (spec §4.4.2).
 */
class FailingBuildTest {

  private static final String KBUILD = "obj-m := pulse.o\n";
  private static final String GPL = "MODULE_LICENSE(\"GPL\");\n";
  private static final String MODULE = "#include <linux/module.h>\n";

  @TempDir private Path root;
  private InstalledModules machine;
  private Path source;

  @BeforeEach
  void aMachine() throws IOException {
    machine = new InstalledModules(root).with(RealKernel.require());
    machine.install("pulse");
    source = root.resolve("var/lib/dlkm/km.d/pulse");
  }

  private List<Problem> problems(Map<String, String> exports) {
    Builder builder = RealKernel.builder(root.resolve("var/cache/dlkm/build"), exports);
    builder.generate(machine.plans("pulse"));
    assertThat(builder.find()).containsExactly("pulse");
    return catchThrowableOfType(ProblemException.class, builder::build).problems();
  }

  private Problem problem(String kbuild, String code) throws IOException {
    machine.nativeCode("pulse", kbuild, code);
    List<Problem> problems = problems(Map.of());
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().todo())
        .endsWith("the whole output is in " + root.resolve("var/cache/dlkm/build/config.log"));
    return problems.getFirst();
  }

  @Test
  @Timeout(60) // a pattern that goes back over the line took hours
  void aLineOfAMegabyteIsNoHindrance() throws IOException {
    String kbuild = "$(info $(shell head -c 1000000 /dev/zero | tr '\\0' a))\n$(error stop)\n";

    assertThat(problem(kbuild, MODULE + GPL).what()).isEqualTo("error: stop");
  }

  @Test
  void theFirstErrorOfTheCompilerWithTheInstalledFile() throws IOException {
    Problem problem = problem(KBUILD, MODULE + "int f(void) { return nothing; }\n" + GPL);

    assertThat(problem.thing()).isEqualTo(source.resolve("pulse.c") + ":2");
    assertThat(problem.what())
        .isEqualTo("error: 'nothing' undeclared (first use in this function)");
  }

  @Test
  void aHeaderThatIsMissing() throws IOException {
    Problem problem = problem(KBUILD, MODULE + "\n#include <linux/pulses.h>\n");

    assertThat(problem.thing()).isEqualTo(source.resolve("pulse.c") + ":3");
    assertThat(problem.what()).isEqualTo("error: linux/pulses.h: No such file or directory");
  }

  @Test
  void aMistakeInTheKbuildFile() throws IOException {
    Problem problem = problem(KBUILD + " what is this\n", MODULE + GPL);

    assertThat(problem.thing()).isEqualTo(source.resolve("Kbuild") + ":2");
    assertThat(problem.what()).isEqualTo("error: missing separator");
  }

  @Test
  void aSourceThatIsMissing() throws IOException {
    Problem problem = problem("obj-m := pulse.o\npulse-y := none.o\n", MODULE + GPL);

    assertThat(problem.thing()).isEqualTo("pulse");
    assertThat(problem.what()).startsWith("the build failed: No rule to make target");
  }

  @Test
  void aLicenceThatIsMissing() throws IOException {
    Problem problem = problem(KBUILD, MODULE);

    assertThat(problem.thing()).isEqualTo("pulse");
    assertThat(problem.what()).startsWith("the build failed: missing MODULE_LICENSE() in ");
  }

  @Test
  void aSymbolThatIsDefinedTwice() throws IOException {
    machine.write("/var/lib/dlkm/km.d/pulse/twice.c", "int same = 2;\n");
    Problem problem =
        problem("obj-m := both.o\nboth-y := pulse.o twice.o\n", MODULE + "int same = 1;\n" + GPL);

    assertThat(problem.thing()).isEqualTo("pulse");
    assertThat(problem.what()).contains("multiple definition of `same'");
  }

  @Test
  void symbolsThatNobodyExportsAndOneWhoseOwnerIsNotDeclared() throws IOException {
    machine.nativeCode(
        "pulse",
        KBUILD,
        MODULE
            + "int a(void); int b(void); int f(void);\nint f(void) { return a() + b(); }\n"
            + GPL);

    List<Problem> problems = problems(Map.of("owner", "0x00000001\tb\towner\tEXPORT_SYMBOL\t\n"));

    assertThat(problems)
        .extracting(Problem::thing, Problem::what)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(
                "pulse", "uses a, which kernel " + machine.kernel().release() + " does not export"),
            org.assertj.core.groups.Tuple.tuple(
                root.resolve("var/lib/dlkm/master.d/pulse") + ":1",
                "pulse uses b of owner without declaring it"));
  }

  @Test
  void anErrorInAFolderThatIsCalledLikeTheModule() throws IOException {
    machine.write("/var/lib/dlkm/km.d/pulse/pulse/deep.c", "\nint f(void) { return nothing; }\n");
    Problem problem = problem("obj-m := all.o\nall-y := pulse.o pulse/deep.o\n", MODULE + GPL);

    assertThat(problem.thing()).isEqualTo(source.resolve("pulse/deep.c") + ":2");
  }

  @Test
  void aCommandOfTheMakefileThatFailsIsToldInItsOwnWords() throws IOException {
    Problem problem =
        problem(
            KBUILD + "$(obj)/pulse.o: $(obj)/made.h\n$(obj)/made.h:\n\tcat /no/such/input > $@\n",
            MODULE + GPL);

    assertThat(problem.what())
        .startsWith("the build failed: cat: /no/such/input: No such file or directory: ");
  }

  @Test
  void aProgramThatIsMissingAndItsPackage() throws IOException {
    machine.nativeCode("pulse", KBUILD, MODULE + GPL);
    machine.edit("pulse", "license GPL", "license GPL\nmake-variable CC=gcc-7");

    assertThat(problems(Map.of()))
        .containsExactly(
            new Problem(
                "pulse",
                "the build needs the program gcc-7, which is not installed",
                "'apt install gcc-7'"));
  }

  @Test
  void aWrappedModuleWithoutItsWrapper() throws IOException {
    machine.write("/var/lib/dlkm/km.d/pulse/mod.c", "int pulse_rate = 1;\n");

    assertThat(problems(Map.of()))
        .extracting(Problem::thing, Problem::what)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                source.toString(), "no file in it defines 'struct modwrapper pulse_wrapper'"));
  }
}
