package dlkm.check;

import dlkm.installedkernel.ModuleFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Exporters of symbols that aren't the kernel's own: modules that are checked together with their
 * user, and installed ones, found by kmod's {@code modules.symbols}.
 */
final class SymbolResolver {

  private static final byte[] NONE = {};
  private static final String HEAD = "alias symbol:";

  private final TargetKernel kernel;
  private final ModuleExports together = new ModuleExports();
  private final ModuleExports installed = new ModuleExports();
  private final Map<String, String> exporters = new HashMap<>();
  private boolean read;

  SymbolResolver(TargetKernel kernel) {
    this.kernel = kernel;
  }

  ModuleExports together() {
    return together;
  }

  /** Whether another module has come in the place of the kernel's one of that name. */
  boolean replaces(String module) {
    return !together.isEmpty() && together.has(module);
  }

  Optional<ModuleExports.Exported> among(int name, CheckedModule asking) {
    return together.isEmpty()
        ? Optional.empty()
        : together.find(asking.loadInfo().raw().text(name), asking.name());
  }

  /** The export of that name by an installed module, registered with us or not. */
  synchronized Optional<ModuleExports.Exported> installed(int name, CheckedModule asking) {
    String symbol = asking.loadInfo().raw().text(name);
    Optional<ModuleExports.Exported> known = installed.find(symbol, asking.name());
    if (known.isPresent() || kernel.release().isEmpty()) {
      return known;
    }
    String module = exporter(symbol);
    if (module.isEmpty() || together.has(module)) {
      return Optional.empty();
    }
    Optional<Path> file =
        ModuleFiles.read(kernel.host(), kernel.release(), Set.of(module)).file(module);
    file.ifPresent(this::add);
    return installed.find(symbol, asking.name());
  }

  /** In memory of its own: what the thread has otherwise holds the module that asks. */
  private void add(Path file) {
    try (ContentReader contents = new ContentReader(0)) {
      ModuleChecker.exporter(kernel, file, contents).ifPresent(installed::add);
    }
  }

  /** {@code alias symbol:NAME MODULE} a line. */
  private String exporter(String symbol) {
    if (!read) {
      read = true;
      String text = new String(content(), StandardCharsets.UTF_8);
      for (int at = 0; at < text.length(); ) {
        int newline = text.indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline;
        int name = text.indexOf(' ', at + HEAD.length());
        if (text.startsWith(HEAD, at) && name > 0 && name < end) {
          exporters.put(text.substring(at + HEAD.length(), name), text.substring(name + 1, end));
        }
        at = end + 1;
      }
    }
    return exporters.getOrDefault(symbol, "");
  }

  private byte[] content() {
    try {
      return Files.readAllBytes(
          kernel.host().path("/lib/modules/" + kernel.release() + "/modules.symbols"));
    } catch (IOException e) {
      return NONE;
    }
  }
}
