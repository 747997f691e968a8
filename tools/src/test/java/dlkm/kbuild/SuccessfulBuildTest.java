package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.image.ModuleImage;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.InstalledModules;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A library and a module that uses it, really built; what the build tells about itself (spec §2.2,
 * §4.4.2).
 */
class SuccessfulBuildTest {

  private static final String LIBRARY =
      """
      #include <linux/module.h>
      int lib_turn(int by) { return by + 13; }
      EXPORT_SYMBOL(lib_turn);
      MODULE_LICENSE("GPL");
      """;
  private static final String USER =
      """
      #include <linux/module.h>
      int lib_turn(int by);
      static int __init user_init(void) { return lib_turn(-13); }
      module_init(user_init);
      MODULE_LICENSE("GPL");
      """;

  @TempDir private Path root;

  @Test
  void theyAreBuiltInOneCallAndTheirInputsAreKnown() throws IOException {
    InstalledKernel kernel = RealKernel.require();
    InstalledModules machine = new InstalledModules(root).with(kernel);
    machine.install("user", "lib-turn");
    machine.install("lib-turn");
    machine.nativeCode("user", "obj-m := user.o\n", USER);
    machine.nativeCode("lib-turn", "obj-m := lib_turn.o\n", "");
    machine.write("/var/lib/dlkm/km.d/lib-turn/lib_turn.c", LIBRARY);
    Path work = root.resolve("var/cache/dlkm/build");
    Builder builder = RealKernel.builder(work, Map.of());

    builder.generate(machine.plans("user", "lib-turn"));
    assertThat(builder.find()).containsExactly("lib-turn", "user");
    List<BuiltModule> built = builder.build();

    assertThat(built)
        .extracting(module -> module.plan().name())
        .containsExactly("lib-turn", "user");
    assertThat(Files.readString(builder.log())).containsOnlyOnce("MODPOST");
    makefile(work);
    exports(built.getFirst());
    image(built.getLast());
    inputs(new BuildTree(List.of(built.getLast().plan()), work.resolve("user"), false), kernel);
  }

  /** It says again what was run. */
  private static void makefile(Path work) throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      assertThat(files.filter(file -> file.endsWith("config.mod")))
          .singleElement()
          .satisfies(
              file ->
                  assertThat(Files.readString(file))
                      .contains("lib-turn", "user", "\t+$(MAKE) -C $(KDIR) M=$(CURDIR)"));
    }
  }

  private static void exports(BuiltModule library) {
    assertThat(Symvers.symbols(library.symvers())).containsExactly("lib_turn");
    assertThat(library.symvers()).contains("\tlib_turn\tlib_turn\tEXPORT_SYMBOL\t");
  }

  private static void image(BuiltModule user) throws IOException {
    ModuleImage image = ModuleImage.parse("user", Files.readAllBytes(user.image()));
    assertThat(image.undefined()).contains("lib_turn");
    assertThat(user.reused()).isFalse();
  }

  private static void inputs(BuildTree tree, InstalledKernel kernel) throws IOException {
    Set<Path> inputs =
        new InputFinder(kernel, Sandbox.readOnly(kernel.host(), List.of())).of(tree).files();

    assertThat(inputs).allSatisfy(input -> assertThat(input).exists().isAbsolute());
    assertThat(inputs).noneMatch(input -> input.startsWith(tree.directory()));
    assertThat(inputs)
        .anyMatch(input -> input.endsWith("include/linux/module.h"))
        .anyMatch(input -> input.endsWith("include/generated/autoconf.h"))
        .anyMatch(input -> input.endsWith("Module.symvers"))
        .anyMatch(input -> input.getFileName().toString().contains("gcc"));
  }
}
