package dlkm.installedkernel;

import dlkm.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The options that a kernel was built with, as its headers have them.
 *
 * @param values by option, {@code CONFIG_} in front; what isn't set is not there
 */
public record KernelConfiguration(Map<String, String> values) {

  /** By the kernel's build system, of {@code .config}. */
  private static final String MADE = "include/config/auto.conf";

  public KernelConfiguration {
    values = Map.copyOf(values);
  }

  /**
   * That of an installed kernel; empty where the headers don't say.
   *
   * @throws dlkm.problem.ProblemException when it has no headers
   */
  public static KernelConfiguration of(InstalledKernel kernel) {
    return ofHeaders(kernel.headers());
  }

  /** That of headers; empty where they don't say. */
  static KernelConfiguration ofHeaders(Path headers) {
    return ofFile(headers.resolve(MADE));
  }

  /** The file among a kernel's headers that has the options; one that need not be there. */
  public static Path file(Host host, String release) {
    Path made = host.headers(release, MADE);
    return Files.exists(made) ? made : host.headers(release, ".config");
  }

  /** That of a file, {@code .config} or made from it; empty where there is none. */
  public static KernelConfiguration ofFile(Path file) {
    Map<String, String> values = new HashMap<>();
    try {
      for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
        int equals = line.indexOf('=');
        if (line.startsWith("CONFIG_") && equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1).strip());
        }
      }
    } catch (NoSuchFileException e) {
      return new KernelConfiguration(Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new KernelConfiguration(values);
  }

  /** An option's value: {@code y}, {@code m}, a number, a text with its quotes. */
  public Optional<String> value(String option) {
    return Optional.ofNullable(values.get(option));
  }

  /** The compiler that the kernel was built with, as its makefiles call it. */
  public Optional<String> compiler() {
    return value("CONFIG_CC_VERSION_TEXT")
        .map(text -> text.replace("\"", "").split(" ", 2)[0])
        .filter(KernelConfiguration::isProgram);
  }

  /** Makefiles and shells take the name as it is. */
  private static boolean isProgram(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "+-._".indexOf(c) >= 0);
  }

  /**
   * Whether a condition holds.
   *
   * @param condition {@code CONFIG_X} for one that is {@code y} or {@code m}, {@code !CONFIG_X} for
   *     one that isn't set, {@code CONFIG_X=VALUE}
   */
  public boolean satisfies(String condition) {
    if (condition.startsWith("!")) {
      return !values.containsKey(condition.substring(1));
    }
    int equals = condition.indexOf('=');
    return equals < 0
        ? values.containsKey(condition)
        : value(condition.substring(0, equals))
            .filter(condition.substring(equals + 1)::equals)
            .isPresent();
  }
}
