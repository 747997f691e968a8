package dlkm;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The installed kernel that tests build modules for and look at. */
public final class TestKernel {

  private static final Path ALL = Path.of("/lib/modules");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private TestKernel() {}

  /** The release of the newest one that is here with its modules and its headers. */
  public static String newest() {
    try (Stream<Path> kernels = Files.list(ALL)) {
      return newest(
          kernels
              .filter(kernel -> Files.exists(kernel.resolve("modules.dep.bin")))
              .filter(kernel -> Files.exists(kernel.resolve("build/Makefile")))
              .map(kernel -> kernel.getFileName().toString())
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String newest(List<String> releases) {
    return releases.stream()
        .max(Comparator.comparing(TestKernel::sortable))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    ALL + " has no kernel with its modules and headers: ./check installs one"));
  }

  /** Its numbers with as many digits each, since 56 is more than 9. */
  private static String sortable(String release) {
    return NUMBER.matcher(release).replaceAll(number -> "%12s".formatted(number.group()));
  }

  /** Copies parts of its module directory to a root. */
  public static void modulesTo(Path root, String... parts) {
    for (String part : parts) {
      copy(modules().resolve(part), root.resolve("lib/modules").resolve(newest()).resolve(part));
    }
  }

  /**
   * Copies its headers, as far as they aren't for the compiler, to a root where Debian has them.
   */
  public static void headersTo(Path root) throws IOException {
    Path headers = Path.of("/usr/src/linux-headers-" + newest());
    Path link = root.resolve("lib/modules").resolve(newest()).resolve("build");
    for (String part : List.of("Makefile", "Module.symvers", ".config")) {
      copy(modules().resolve("build").resolve(part), root.resolve("." + headers).resolve(part));
    }
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, headers);
  }

  /** Copies a file or a tree, by hard links where that is possible. */
  public static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      // A file may be written to; a link to it would be the original.
      if (!Files.isDirectory(from) || !runs("cp", "-RLl", from.toString(), to.toString())) {
        assertThat(runs("cp", "-RL", from.toString(), to.toString())).isTrue();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean runs(String... command) {
    return Child.run(List.of(command)).status() == 0;
  }

  /** Its module directory. */
  public static Path modules() {
    return ALL.resolve(newest());
  }
}
