package dlkm.registrycheck;

import dlkm.host.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * SHA-256 of image files, each file read once: generations share the images that didn't change, as
 * hard links.
 */
final class FileSums {

  private final Map<Object, String> sums = new HashMap<>();

  /** The hash, in hexadecimal; nothing where there is no regular file. */
  Optional<String> of(Path file) {
    try {
      var attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        return Optional.empty();
      }
      String known = sums.get(attributes.fileKey());
      if (known == null) {
        known = Sha256.of(Files.readAllBytes(file));
        sums.put(attributes.fileKey(), known);
      }
      return Optional.of(known);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
