package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.BootId;
import dlkm.host.SetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The marker of a live update in progress, in the function set: {@code boot ID}, then {@code module
 * NAME} for each loaded module that is exchanged, {@code left NAME} for each that becomes unused,
 * and {@code came NAME} for each that is loaded with them. A later command that finds it knows that
 * a command was killed, which modules to load again from the current generation, and which to
 * unload. After a reboot it has no effect.
 */
final class ExchangeMarker {

  private static final String BOOT = "boot ";
  private static final String MODULE = "module ";
  private static final String LEFT = "left ";
  private static final String CAME = "came ";

  private final Path file;

  ExchangeMarker(FunctionSet set) {
    file = SetFile.EXCHANGE.in(set.directory());
  }

  /**
   * Adds modules; those of an earlier command that aren't whole yet stay.
   *
   * @param exchanged those that are loaded
   * @param left those that are, and become unused
   * @param came those that aren't, and are loaded with them
   */
  void begin(List<String> exchanged, List<String> left, List<String> came) {
    Set<String> all = new LinkedHashSet<>(lines());
    exchanged.forEach(module -> all.add(MODULE + module));
    left.forEach(module -> all.add(LEFT + module));
    came.forEach(module -> all.add(CAME + module));
    write(all);
  }

  /** Takes away modules that are whole, or gone as they should be. */
  void end(Collection<String> modules) {
    Set<String> left = new LinkedHashSet<>(lines());
    for (String module : modules) {
      left.remove(MODULE + module);
      left.remove(LEFT + module);
      left.remove(CAME + module);
    }
    write(left);
  }

  private void write(Collection<String> lines) {
    try {
      if (lines.isEmpty()) {
        Files.deleteIfExists(file);
        return;
      }
      AtomicFiles.write(file, BOOT + BootId.current() + "\n" + String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The modules that were being exchanged during this boot and aren't whole. */
  List<String> modules() {
    return named(MODULE);
  }

  /** The modules that became unused during this boot, in an exchange that isn't whole. */
  List<String> left() {
    return named(LEFT);
  }

  /** The modules that came with an exchange during this boot that isn't whole. */
  List<String> came() {
    return named(CAME);
  }

  private List<String> named(String what) {
    return lines().stream()
        .filter(line -> line.startsWith(what))
        .map(line -> line.substring(what.length()))
        .toList();
  }

  /** A line for each module; none of another boot. */
  private List<String> lines() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      List<String> lines = Files.readAllLines(file);
      return lines.contains(BOOT + BootId.current())
          ? lines.stream().filter(line -> !line.startsWith(BOOT)).toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
