package dlkm.update;

import dlkm.TestKernel;
import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Small real modules, each in variants, built once in a run of the tests for the installed kernel.
 *
 * <ul>
 *   <li>{@code upd_library} exports {@code upd_call}, in variant 1 and 2 alike;
 *   <li>{@code upd_user} calls it, as it is in variant 1;
 *   <li>{@code upd_alone} and {@code upd_other} need nobody, in variants 1 and 2.
 * </ul>
 */
final class BuiltModules {

  static final String RELEASE = TestKernel.newest();

  private static final String LIBRARY =
      """
      int upd_call(int a);
      int upd_call(int a) { return a; }
      EXPORT_SYMBOL(upd_call);
      """;

  private static final Path DIRECTORY = build();

  private BuiltModules() {}

  static Path image(String module, String variant) {
    return DIRECTORY.resolve(variant).resolve(module + ".ko");
  }

  private static Path build() {
    try {
      Path directory = Files.createTempDirectory("update-modules");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      for (String variant : List.of("1", "2")) {
        module(directory, variant, "upd_library", LIBRARY, "0");
        module(directory, variant, "upd_alone", "", "0");
        module(directory, variant, "upd_other", "", "0");
      }
      module(directory, "1", "upd_user", "int upd_call(int a);\n", "upd_call(1) == 77");
      for (String variant : List.of("1", "2")) {
        make(directory.resolve(variant));
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void module(
      Path directory, String variant, String name, String code, String begins) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(variant));
    Files.writeString(
        folder.resolve(name + ".c"),
        """
        #include <linux/module.h>
        %sstatic int __init begin(void) { return %s; }
        static void __exit end(void) { }
        module_init(begin);
        module_exit(end);
        MODULE_LICENSE("GPL");
        MODULE_VERSION("%s");
        """
            .formatted(code, begins, variant));
    Path kbuild = folder.resolve("Kbuild");
    String before = Files.exists(kbuild) ? Files.readString(kbuild) : "";
    Files.writeString(kbuild, before + "obj-m += " + name + ".o\n");
  }

  private static void make(Path directory) {
    String headers = "/lib/modules/" + RELEASE + "/build";
    Child make = Child.run(List.of("make", "-s", "-C", headers, "M=" + directory, "modules"));
    if (make.status() != 0) {
      throw new IllegalStateException(make.output());
    }
  }

  private static void delete(Path directory) {
    try {
      AtomicFiles.deleteTree(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
