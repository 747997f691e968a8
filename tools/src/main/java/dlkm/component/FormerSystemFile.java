package dlkm.component;

import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The former HP-UX system file at one time. A change that is taken back leaves it as it was.
 *
 * @param content absent where there was none
 */
public record FormerSystemFile(Path file, Optional<byte[]> content) {

  /** As it is now. */
  public static FormerSystemFile of(Host host) throws IOException {
    Path file = host.path(Layout.SYSTEM_PREVIOUS);
    return new FormerSystemFile(file, read(file));
  }

  private static Optional<byte[]> read(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  private boolean isNow(byte[] other) throws IOException {
    return read(file).filter(now -> Arrays.equals(now, other)).isPresent();
  }

  /** Has a transaction bring it back where it is another one now. */
  public void bringBack(Transaction transaction) throws IOException {
    if (content.isPresent() && !isNow(content.get())) {
      Transaction _ = transaction.write(file, content.get());
    } else if (content.isEmpty() && Files.exists(file)) {
      Transaction _ = transaction.delete(file);
    }
  }
}
