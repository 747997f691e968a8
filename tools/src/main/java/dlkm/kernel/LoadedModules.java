package dlkm.kernel;

import dlkm.host.Host;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The modules in the running kernel, from {@code /proc/modules} below the host's root. On the path
 * of every query: parsed by hand, no regular expressions, no {@code split}.
 *
 * <p>A line is {@code name size references dependents state address [(taint)]} (kernel/module/
 * procfs.c); dependents are {@code -} or names that each end in a comma, {@code [permanent],} among
 * them for a module that can't be unloaded.
 */
public final class LoadedModules {

  private static final String PERMANENT = "[permanent]";

  private LoadedModules() {}

  /** Whether the kernel can load modules at all. */
  public static boolean supported(Host host) {
    return Files.exists(list(host));
  }

  /** All of them, the last one loaded first; none where the kernel can't load modules. */
  public static List<LoadedModule> all(Host host) {
    Path file = list(host);
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new ProblemException(
          file.toString(), "can't be read: " + e.getMessage(), "mount /proc");
    }
    File sysfs = host.path("/sys/module").toFile();
    List<LoadedModule> modules = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      if (end > at) {
        modules.add(new Line(text, at, end, file).module(sysfs));
      }
      at = end + 1;
    }
    return modules;
  }

  /** The one of that name; {@code -} and {@code _} are the same to the kernel. */
  public static Optional<LoadedModule> find(Host host, String name) {
    String wanted = ModuleName.kernelForm(name);
    for (LoadedModule module : all(host)) {
      if (module.name().equals(wanted)) {
        return Optional.of(module);
      }
    }
    return Optional.empty();
  }

  private static Path list(Host host) {
    return host.path("/proc/modules");
  }

  /** Walks the words of one line. */
  private static final class Line {

    private final String text;
    private final int end;
    private final Path file;
    private int at;

    Line(String text, int at, int end, Path file) {
      this.text = text;
      this.at = at;
      this.end = end;
      this.file = file;
    }

    LoadedModule module(File sysfs) {
      String name = word();
      long size = number(word());
      String references = word();
      List<String> dependents = names(word());
      LoadState state = LoadState.of(word());
      String address = word();
      String taint = word();
      boolean permanent = dependents.remove(PERMANENT);
      // A kernel built without unloading shows no count.
      int count = references.equals("-") ? 0 : (int) number(references);
      return new LoadedModule(
          name,
          size,
          count,
          dependents,
          state,
          address,
          bare(taint),
          permanent,
          new File(sysfs, name));
    }

    private String word() {
      int blank = text.indexOf(' ', at);
      int stop = blank < 0 || blank > end ? end : blank;
      String word = text.substring(at, stop);
      at = Math.min(end, stop + 1);
      return word;
    }

    private long number(String word) {
      try {
        return Long.parseLong(word);
      } catch (NumberFormatException e) {
        throw new ProblemException(
            file.toString(), "has '" + word + "' where a number should be", "");
      }
    }

    private static List<String> names(String list) {
      List<String> names = new ArrayList<>();
      for (int from = 0; from < list.length(); ) {
        int comma = list.indexOf(',', from);
        if (comma < 0) {
          break;
        }
        names.add(list.substring(from, comma));
        from = comma + 1;
      }
      return names;
    }

    private static String bare(String taint) {
      return taint.length() > 2 ? taint.substring(1, taint.length() - 1) : "";
    }
  }
}
