package dlkm.kbuild;

import dlkm.host.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The SHA-256 of what builds read, as lines of {@code sha256sum}. Modules read mostly the same
 * headers: each file is added up once, in another process, while there is other work to do.
 */
final class InputSums {

  private static final int HEX = 64;

  private final Set<Path> begun = new HashSet<>();
  private final List<Process> processes = new ArrayList<>();
  private final Map<String, String> lines = new HashMap<>();

  /** Begins to add up those of the files that were not begun before. */
  synchronized void begin(List<Path> files) throws IOException {
    List<String> command = new ArrayList<>(List.of("sha256sum", "--"));
    for (Path file : files) {
      if (begun.add(file)) {
        command.add(file.toString());
      }
    }
    if (command.size() > 2) {
      processes.add(Child.builder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }
  }

  /**
   * What {@code sha256sum --check} takes for these files; nothing when one of them could not be
   * read.
   */
  synchronized Optional<byte[]> manifest(List<Path> files) throws IOException {
    begin(files);
    await();
    StringBuilder manifest = new StringBuilder();
    for (Path file : files) {
      String line = lines.get(file.toString());
      if (line == null) {
        return Optional.empty();
      }
      manifest.append(line).append('\n');
    }
    return Optional.of(manifest.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void await() throws IOException {
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      for (String line : output.lines().toList()) {
        // A line with a strange name begins with a backslash; such a file has no line here.
        if (line.length() > HEX + 2 && line.charAt(HEX) == ' ') {
          lines.put(line.substring(HEX + 2), line);
        }
      }
    }
    processes.clear();
  }
}
