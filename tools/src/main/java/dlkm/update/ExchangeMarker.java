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
 * NAME} for each module. A later command that finds it knows that a command was killed, and which
 * modules to load again from the current generation. After a reboot it has no effect.
 */
final class ExchangeMarker {

  private static final String BOOT = "boot ";
  private static final String MODULE = "module ";

  private final Path file;

  ExchangeMarker(FunctionSet set) {
    file = SetFile.EXCHANGE.in(set.directory());
  }

  /** Adds modules; those of an earlier command that aren't whole yet stay. */
  void begin(List<String> modules) {
    Set<String> all = new LinkedHashSet<>(modules());
    all.addAll(modules);
    write(all);
  }

  /** Takes away modules that are whole, or gone as they should be. */
  void end(Collection<String> modules) {
    Set<String> left = new LinkedHashSet<>(modules());
    left.removeAll(modules);
    write(left);
  }

  private void write(Collection<String> modules) {
    try {
      if (modules.isEmpty()) {
        Files.deleteIfExists(file);
        return;
      }
      StringBuilder text = new StringBuilder(BOOT).append(BootId.current()).append('\n');
      for (String module : modules) {
        text.append(MODULE).append(module).append('\n');
      }
      AtomicFiles.write(file, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The modules that were being exchanged during this boot and aren't whole. */
  List<String> modules() {
    try {
      if (!Files.exists(file)) {
        return List.of();
      }
      List<String> lines = Files.readAllLines(file);
      if (!lines.contains(BOOT + BootId.current())) {
        return List.of();
      }
      return lines.stream()
          .filter(line -> line.startsWith(MODULE))
          .map(line -> line.substring(MODULE.length()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
