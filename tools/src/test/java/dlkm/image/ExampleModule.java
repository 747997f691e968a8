package dlkm.image;

import dlkm.TestKernel;
import dlkm.host.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real module, compiled once in a run of the tests against the installed kernel headers. */
final class ExampleModule {

  private static final String SOURCE =
      """
      #include <linux/module.h>
      #include <linux/moduleparam.h>

      static int depth = 4;
      module_param(depth, int, 0444);
      MODULE_PARM_DESC(depth, "how deep: in metres");
      static char *label = "none";
      module_param(label, charp, 0644);
      static char buffer[5000];

      int imgtest_read(int at) { return buffer[at % sizeof(buffer)] + depth; }
      EXPORT_SYMBOL(imgtest_read);
      void imgtest_write(int at, char c) { buffer[at % sizeof(buffer)] = c; }
      EXPORT_SYMBOL_GPL(imgtest_write);
      void imgtest_own(void) { buffer[0] = *label; }
      EXPORT_SYMBOL_NS_GPL(imgtest_own, IMGTEST_SPACE);

      static int __init imgtest_init(void) { pr_info("imgtest: %s\\n", label); return 0; }
      static void __exit imgtest_exit(void) {}
      module_init(imgtest_init);
      module_exit(imgtest_exit);
      MODULE_LICENSE("Dual MIT/GPL");
      MODULE_VERSION("2.3.4");
      MODULE_FIRMWARE("imgtest/first.bin");
      MODULE_FIRMWARE("imgtest/second.bin");
      MODULE_ALIAS("imgtest-alias");
      """;

  private static final byte[] CONTENT = build();

  private ExampleModule() {}

  static byte[] content() {
    return CONTENT.clone();
  }

  private static byte[] build() {
    try {
      Path dir = Files.createTempDirectory("imgtest");
      Files.writeString(dir.resolve("imgtest.c"), SOURCE);
      Files.writeString(dir.resolve("Kbuild"), "obj-m := imgtest.o\n");
      Child make =
          Child.run(
              List.of(
                  "make",
                  "-C",
                  "/lib/modules/" + TestKernel.newest() + "/build",
                  "M=" + dir,
                  "modules"));
      if (make.status() != 0) {
        throw new IllegalStateException(make.output());
      }
      byte[] content = Files.readAllBytes(dir.resolve("imgtest.ko"));
      dlkm.host.AtomicFiles.deleteTree(dir);
      return content;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
