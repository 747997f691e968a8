package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.plan.InstalledModules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which native trees can be folders of one call of kbuild. */
class BuildTreeTest {

  @TempDir private Path root;

  private BuildTree tree(String file, String kbuild) throws IOException {
    InstalledModules machine = new InstalledModules(root);
    machine.install("pulse");
    machine.nativeCode("pulse", kbuild, "");
    Path directory = Files.createDirectories(root.resolve("work/pulse"));
    Files.writeString(directory.resolve(file), kbuild);
    return new BuildTree(List.of(machine.plans("pulse").getFirst()), directory, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "obj-m := pulse.o",
        "# a comment with $(a) in it\n\nobj-m += pulse.o\npulse-y := a.o b.o\n",
        "obj-m:=pulse.o\npulse-objs := a.o\nccflags-y += -DDEBUG -Wall",
        "  obj-m = pulse.o  "
      })
  void aListOfObjectsCan(String kbuild) throws IOException {
    assertThat(tree("Kbuild", kbuild).canShare()).isTrue();
    Files.delete(root.resolve("work/pulse/Kbuild"));
    assertThat(tree("Makefile", kbuild).canShare()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "obj-m := pulse.o\nccflags-y += -I$(src)/include",
        "obj-m := pulse.o\npulse-y := a.o \\\n b.o",
        "ifneq ($(KERNELRELEASE),)\nobj-m := pulse.o\nendif",
        "obj-m := pulse.o\nall:\n\tmake -C /lib/modules/x/build M=. modules",
        "include other.mk",
        "KDIR ?= /lib/modules/x/build\nobj-m := pulse.o",
        "export A := b"
      })
  void whatSaysMoreIsBuiltAlone(String kbuild) throws IOException {
    assertThat(tree("Kbuild", kbuild).canShare()).isFalse();
  }

  @Test
  void aTargetOrVariablesOfItsOwnAreForOneTreeAlone() throws IOException {
    InstalledModules machine = new InstalledModules(root);
    machine.install("pulse");
    machine.edit("pulse", "license GPL", "license GPL\nmake-target pulse.ko");
    machine.nativeCode("pulse", "obj-m := pulse.o\n", "");
    Path directory = Files.createDirectories(root.resolve("work/pulse"));
    Files.writeString(directory.resolve("Kbuild"), "obj-m := pulse.o\n");

    assertThat(
            new BuildTree(List.of(machine.plans("pulse").getFirst()), directory, false).canShare())
        .isFalse();
  }

  @Test
  void aWrappedTreeAlwaysCan() throws IOException {
    InstalledModules machine = new InstalledModules(root);
    machine.install("pulse");
    BuildTree tree =
        BuildTree.create(
            List.of(machine.plans("pulse").getFirst()),
            root.resolve("work/pulse"),
            Path.of("/include"));

    assertThat(tree.wrapped()).isTrue();
    assertThat(tree.canShare()).isTrue();
    assertThat(tree.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("Kbuild", "conf.c", "mod.c", "space.h", "tune.h");
  }
}
