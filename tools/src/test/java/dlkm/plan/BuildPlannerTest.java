package dlkm.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dlkm.declaration.PlannedTunable;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Modules that need each other: the order, and what is said when there is none (spec §4.4.2, §5.3a,
 * §9.4, §10.3).
 */
class BuildPlannerTest {

  @TempDir private Path root;
  private InstalledModules machine;

  @BeforeEach
  void aMachine() throws IOException {
    machine = new InstalledModules(root);
  }

  private List<String> order(Set<String> available, String... modules) {
    return machine.plans(available, modules).stream().map(ModulePlan::name).toList();
  }

  private List<String> problems(Set<String> available, String... modules) {
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> order(available, modules));
    return thrown.problems().stream().map(Problem::toString).toList();
  }

  private String place(String module) throws IOException {
    return machine.place(module, "$DRIVER_DEPENDENCY");
  }

  @Test
  void whatAModuleNeedsComesBeforeIt() throws IOException {
    machine.install("top", "left", "right");
    machine.install("left", "base");
    machine.install("right", "base");
    machine.install("base");

    assertThat(order(Set.of(), "top", "base", "right", "left"))
        .containsExactly("base", "left", "right", "top");
    assertThat(order(Set.of(), "base", "base")).containsExactly("base");
  }

  @Test
  void oursAndTheKernelsAreToldApart() throws IOException {
    machine.install("top", "built", "usb-core", "loop");
    machine.install("built");

    ModulePlan plan = machine.plans(Set.of("built"), "top").getFirst();

    assertThat(plan.ours()).containsExactly("built");
    assertThat(plan.kernels()).containsExactly("usb-core", "loop");
  }

  @Test
  void aCircleIsShownAsAChain() throws IOException {
    machine.install("a", "b");
    machine.install("b", "c");
    machine.install("c", "a");

    assertThat(problems(Set.of(), "c", "a", "b"))
        .containsExactly(
            place("c")
                + ": the dependencies go round in a circle: c -> a -> b -> c:"
                + " take one of them out of its $DRIVER_DEPENDENCY");
  }

  @Test
  void aCircleThroughAModuleThatWasBuiltBeforeIsSeen() throws IOException {
    machine.install("a", "b");
    machine.install("b", "c");
    machine.install("c", "a");

    assertThat(problems(Set.of("b", "c"), "a"))
        .singleElement()
        .asString()
        .contains("the dependencies go round in a circle: a -> b -> c -> a");
  }

  @Test
  void aCircleThatTheModuleOnlyLeadsToIsSeen() throws IOException {
    machine.install("a", "b");
    machine.install("b", "c");
    machine.install("c", "b");

    assertThat(problems(Set.of("b", "c"), "a"))
        .singleElement()
        .asString()
        .contains("circle: b -> c -> b");
  }

  @Test
  void whatIsLoadedTooLateForADependentIsRefused() throws IOException {
    machine.install("top", "library");
    machine.install("library");
    machine.edit("top", "$LOADABLE\n", "$LOADABLE\nphases 0x06\n");
    machine.plan("top", "$VERSION 2\n$CONFIGURE Y\n$LOADABLE Y\n$LOADPHASE 2\n$TUNABLE\n");
    machine.edit("top", "$VERSION\n1", "$VERSION\n2");

    assertThat(problems(Set.of(), "library", "top"))
        .singleElement()
        .asString()
        .contains(
            ": planned for BOOT2, but library can't be loaded then: top -> library:"
                + " plan it for a later phase, or give library the phase BOOT2 in its 'phases'");
  }

  @Test
  void everythingThatIsMissingIsSaidAtOnce() throws IOException {
    machine.install("a", "nowhere", "unbuilt");
    machine.install("unbuilt");
    machine.install("b", "nowhere");

    assertThat(problems(Set.of(), "a", "b"))
        .hasSize(3)
        .anySatisfy(
            text ->
                assertThat(text)
                    .endsWith(
                        ": a needs nowhere, which is neither installed nor part of kernel"
                            + " 6.1.0-test: install it with kminstall -a nowhere"))
        .anySatisfy(
            text ->
                assertThat(text)
                    .endsWith(
                        ": a needs unbuilt, which is not configured for kernel 6.1.0-test:"
                            + " add -M unbuilt"))
        .anySatisfy(text -> assertThat(text).contains("b needs nowhere"))
        .allSatisfy(text -> assertThat(text).matches(".*/master\\.d/[ab]:[0-9]+: .*"));
  }

  @Test
  void modulesThatAreNotInstalledAreAllNamed() {
    assertThat(problems(Set.of(), "x", "y"))
        .hasSize(2)
        .allSatisfy(text -> assertThat(text).contains("not installed: looked for"));
  }

  @Test
  void anInterfaceThatIsNotOfferedIsRefused() throws IOException {
    machine.install("a");
    machine.edit("a", "base", "wsio 9.9\nstreams 1.0");

    assertThat(problems(Set.of(), "a"))
        .containsExactly(
            machine.place("a", "wsio 9.9")
                + ": interface 'wsio 9.9' is not offered: offered are dlkm 1.0, streams 1.0,"
                + " wsio 1.0, or 'base' for a module that answers for itself");
  }

  @Test
  void theAdministratorsValuesStandOverTheDefaults() throws IOException {
    machine.install("a");
    machine.edit(
        "a", "$LINUX\n", "$TUNABLE\na_size 4 1\na_debug 0\n$$$\n$LINUX\nwritable a_debug\n");
    machine.append("/etc/dlkm/system.d/a", "a_size 16\n");

    ModulePlan plan = machine.plans(Set.of(), "a").getFirst();

    assertThat(plan.tunables())
        .extracting(PlannedTunable::name, t -> t.value().text(), PlannedTunable::writable)
        .containsExactly(tuple("a_size", "16", false), tuple("a_debug", "0", true));
  }

  @Test
  void aFormulaIsComputedAndHeldAgainstItsLimits() throws IOException {
    machine.install("a");
    machine.edit("a", "$LINUX\n", "$TUNABLE\na_size 4 1 64\na_all 2*a_size 1 100\n$$$\n$LINUX\n");
    machine.append("/etc/dlkm/system.d/a", "a_size 50\n");
    assertThat(machine.plans(Set.of(), "a").getFirst().tunables())
        .extracting(t -> t.value().text())
        .containsExactly("50", "100");

    machine.append("/etc/dlkm/system.d/a", "a_all 3*a_size\n");
    assertThat(problems(Set.of(), "a"))
        .singleElement()
        .asString()
        .contains("a_all 3*a_size = 150 is above its maximum 100: the limit is set at ");
  }
}
