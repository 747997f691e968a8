package dlkm.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel's name for the present boot: what is noted with it is known to be of this boot. */
public final class BootId {

  private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

  private BootId() {}

  /** That of the running kernel; empty where it shows none. */
  public static String current() {
    try {
      return Files.exists(FILE) ? Files.readString(FILE).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
