package dlkm;

import static org.assertj.core.api.Assertions.assertThat;

import dlkm.host.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The installed kernel that tests build modules for and look at. */
public final class TestKernel {

  private static final Path ALL = Path.of("/lib/modules");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** How a distribution may pack modules, and what unpacks them. */
  private static final Map<String, String> PACKED =
      Map.of(".xz", "xz", ".zst", "zstd", ".gz", "gzip");

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

  /** One of its modules as it is there, where it may be packed: {@code kernel/fs/ext4/ext4.ko}. */
  public static Path present(String module) {
    Path plain = modules().resolve(module);
    return PACKED.keySet().stream()
        .map(ending -> plain.resolveSibling(plain.getFileName() + ending))
        .filter(Files::exists)
        .findAny()
        .orElse(plain);
  }

  /** The content of a module's file, unpacked if it is packed. */
  public static byte[] content(Path module) throws IOException {
    String name = module.getFileName().toString();
    String tool = PACKED.get(name.substring(name.lastIndexOf('.')));
    if (tool == null) {
      return Files.readAllBytes(module);
    }
    Path to = Files.createTempFile("dlkm-test", ".ko");
    try {
      String command = tool + " -dc \"$0\" >\"$1\"";
      assertThat(runs("sh", "-c", command, module.toString(), to.toString())).isTrue();
      return Files.readAllBytes(to);
    } finally {
      Files.delete(to);
    }
  }

  /** Whether a file's name is that of a module, packed or not. */
  public static boolean isModule(Path file) {
    return file.getFileName().toString().matches(".+\\.ko(\\.(xz|zst|gz))?");
  }

  /** Its module directory. */
  public static Path modules() {
    return ALL.resolve(newest());
  }
}
