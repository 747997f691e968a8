package dlkm.kbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.AtomicFiles;
import dlkm.plan.InstalledModules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Build, change one input, build: never the old image. Build, change nothing, build: never a build.
 */
class ChangedInputTest {

  private static final String MAIN =
      """
      #include <linux/module.h>
      int part(void);
      static int __init begin(void) { return part(); }
      module_init(begin);
      MODULE_LICENSE("GPL");
      """;
  private static final FileAttribute<?> READABLE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  private static final String PART =
      """
      #include <vendor.h>
      int part(void);
      int part(void) { return VENDOR + EXTRA; }
      """;

  @TempDir private Path root;
  private InstalledModules machine;

  /** Not in a directory for temporary files, where a build sees nothing of others. */
  private Path outside;

  /** Code in a sub-folder, with a header that lies outside of the tree. */
  @BeforeEach
  void aMachine() throws IOException {
    machine = new InstalledModules(root).with(RealKernel.require());
    machine.install("pulse");
    Path target = Path.of("target").toAbsolutePath();
    outside = Files.createTempDirectory(target, "outside", READABLE);
    outside("vendor/vendor.h", "#define VENDOR 1\n");
    Files.createDirectories(outside.resolve("early"));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    AtomicFiles.deleteTree(outside);
  }

  private void outside(String path, String text) throws IOException {
    Path file = outside.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void tree(String more) throws IOException {
    machine.nativeCode(
        "pulse",
        "obj-m := pulse.o\npulse-y := main.o deep/part.o\nccflags-y := -DEXTRA=0 -I"
            + outside.resolve("early")
            + " -I"
            + outside.resolve("vendor")
            + "\n"
            + more,
        "");
    source("main.c", MAIN);
    source("deep/part.c", PART);
  }

  private void source(String name, String text) throws IOException {
    machine.write("/var/lib/dlkm/km.d/pulse/" + name, text);
  }

  /** What had to be built. A command takes longer to start than the file system's clock ticks. */
  private List<String> build() throws IOException, InterruptedException {
    Thread.sleep(20);
    Builder builder = RealKernel.builder(root.resolve("build/work"), Map.of());
    builder.generate(machine.plans("pulse"));
    List<String> missing = builder.find();
    assertThat(builder.build()).hasSize(1);
    builder.remember();
    return missing;
  }

  private void isBuiltOnce(String change) throws IOException, InterruptedException {
    assertThat(build()).as(change).containsExactly("pulse");
    assertThat(build()).as("nothing after " + change).isEmpty();
  }

  @Test
  void ofTheSourcesAndTheHeaders() throws IOException, InterruptedException {
    tree("");
    isBuiltOnce("the first build");
    source("deep/part.c", PART + "\n");
    isBuiltOnce("a source in a sub-folder");
    changeUnseen(outside.resolve("vendor/vendor.h"));
    isBuiltOnce("a header outside, of the same size and time");
    outside("early/vendor.h", "#define VENDOR 3\n");
    isBuiltOnce("a header that is found earlier");
    outside("early/vendor.h", "#define VENDOR 3\n");
    assertThat(build()).as("the same content written again").isEmpty();
  }

  @Test
  void ofALinkToADirectory() throws IOException, InterruptedException {
    tree("ccflags-y += -I$(src)/hw\n");
    source("rev1/hw.h", "#define REVISION 1\n");
    source("rev2/hw.h", "#define REVISION 2\n");
    source("deep/part.c", "#include <hw.h>\n" + PART.replace("EXTRA", "REVISION"));
    link("rev1");
    isBuiltOnce("the first build");
    link("rev2");
    isBuiltOnce("another directory");
  }

  private void link(String target) throws IOException {
    Path link = root.resolve("var/lib/dlkm/km.d/pulse/hw");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(target));
  }

  private static void changeUnseen(Path header) throws IOException {
    FileTime time = Files.getLastModifiedTime(header);
    Path other = Files.writeString(header.resolveSibling("new"), "#define VENDOR 2\n");
    Files.setLastModifiedTime(other, time);
    Files.move(other, header, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void ofWhatTheMakefileAsks() throws IOException, InterruptedException {
    outside("flags", "-DA=1\n");
    outside("more.mk", "ccflags-y += -DB=1\n");
    tree(
        "ccflags-y += $(shell cat "
            + outside.resolve("flags")
            + ")\ninclude "
            + outside.resolve("more.mk")
            + "\n");
    isBuiltOnce("the first build");
    outside("flags", "-DA=2\n");
    isBuiltOnce("the output of a command");
    outside("more.mk", "ccflags-y += -DB=2\n");
    isBuiltOnce("an included file");
  }

  @Test
  void ofCommandsThatNobodyKnowsTheInputsOf() throws IOException, InterruptedException {
    outside("made", "1\n");
    tree(
        "$(obj)/deep/part.o: $(obj)/made.h\n$(obj)/made.h:\n\tcp "
            + outside.resolve("made")
            + " $@\n");
    assertThat(build()).containsExactly("pulse");
    assertThat(build()).as("again, as its rule may read anything").containsExactly("pulse");
  }

  @Test
  void ofAHeaderThatASourceAsksFor() throws IOException, InterruptedException {
    tree("");
    source(
        "deep/part.c",
        "#if __has_include(<new.h>)\n#include <new.h>\n#else\n#define NEW 0\n#endif\n"
            + PART.replace("VENDOR", "NEW + VENDOR"));
    isBuiltOnce("the first build");
    outside("vendor/new.h", "#define NEW 1\n");
    isBuiltOnce("a header that wasn't there");
    Files.delete(outside.resolve("vendor/new.h"));
    isBuiltOnce("a header that isn't there any more");
  }

  @Test
  void ofDataThatTheAssemblerReads() throws IOException, InterruptedException {
    outside("data", "1\n");
    tree("");
    source(
        "deep/part.c",
        PART
            + "__asm__(\".section .rodata\\ndata: .incbin \\\""
            + outside.resolve("data")
            + "\\\"\\n.previous\\n\");\n");
    assertThat(build()).containsExactly("pulse");
    assertThat(build()).as("again, as nothing lists what it reads").containsExactly("pulse");
  }

  @Test
  void changedWhileItIsBuilt() throws IOException, InterruptedException {
    tree("");
    Builder builder = RealKernel.builder(root.resolve("build/work"), Map.of());
    builder.generate(machine.plans("pulse"));
    builder.find();
    outside("vendor/vendor.h", "#define VENDOR 5\n");
    builder.build();
    builder.remember();

    isBuiltOnce("a header that was written to during the build");
  }
}
