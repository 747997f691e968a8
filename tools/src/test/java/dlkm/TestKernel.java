package dlkm;

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

  /** Its module directory. */
  public static Path modules() {
    return ALL.resolve(newest());
  }
}
