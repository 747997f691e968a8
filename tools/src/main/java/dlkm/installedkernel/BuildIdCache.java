package dlkm.installedkernel;

import dlkm.host.AtomicFiles;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Remembers the build ids of kernel images, because an image has to be unpacked to find it, which
 * takes a second or more. A line counts while the image has the size and the time that stand in it.
 */
final class BuildIdCache {

  private static final String DIRECTORY = Layout.BUILD_IDS;

  private BuildIdCache() {}

  static Optional<String> get(Host host, Path image) {
    Path file = host.path(DIRECTORY).resolve(image.getFileName());
    try {
      String stamp = Files.size(image) + " " + Files.getLastModifiedTime(image).toMillis() + " ";
      if (Files.exists(file)) {
        String line = Files.readString(file).strip();
        if (line.startsWith(stamp)) {
          return Optional.of(line.substring(stamp.length()));
        }
      }
      Optional<String> found = KernelImage.buildId(image);
      if (found.isPresent()) {
        remember(file, stamp + found.get() + "\n");
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remember(Path file, String line) {
    try {
      AtomicFiles.writeUnlocked(file, line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Whoever may not write there looks again next time.
      return;
    }
  }
}
