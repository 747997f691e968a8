package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Another kernel of the distribution is installed in a copy of this machine, and booted for the
 * first time; then it is removed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(4)
class KernelPackageTest {

  private MachineCopy copy;
  private Cases first;

  @BeforeAll
  void run() throws IOException, InterruptedException {
    copy = MachineCopy.fresh("package-copy");
    copy.ok("kernel-package");
    first = copy.boot("kernel-first", installed(copy), List.of());
  }

  private static String installed(MachineCopy copy) throws IOException {
    Path modules = copy.directory().resolve("changes/lib/modules");
    if (!Files.isDirectory(modules)) {
      modules = copy.directory().resolve("changes/usr/lib/modules");
    }
    try (Stream<Path> releases = Files.list(modules)) {
      List<String> names =
          releases
              .map(path -> path.getFileName().toString())
              .filter(n -> n.contains("rt"))
              .toList();
      assertThat(names).hasSize(1);
      return names.getFirst();
    }
  }

  /** The script ends with an error where its function set is still there. */
  @Test
  void itsFunctionSetGoesWithIt() throws IOException, InterruptedException {
    copy.ok("kernel-removed");
  }

  @TestFactory
  Stream<DynamicTest> atItsFirstBoot() throws IOException {
    return first.tests();
  }
}
