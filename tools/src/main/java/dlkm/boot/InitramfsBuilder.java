package dlkm.boot;

import dlkm.host.Host;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** A system's own builder of initramfs images; Debian has one of them at a time. */
public enum InitramfsBuilder {
  INITRAMFS_TOOLS,
  DRACUT;

  /**
   * The installed one; absent where none that we know is installed. Beside dracut a part of
   * initramfs-tools may be left, without the command that a system calls.
   */
  public static Optional<InitramfsBuilder> of(Host host) {
    boolean tools = Files.isExecutable(host.path("/usr/sbin/mkinitramfs"));
    boolean asked = Files.isExecutable(host.path("/usr/sbin/update-initramfs"));
    boolean dracut = Files.isExecutable(host.path("/usr/bin/dracut"));
    if (tools && (asked || !dracut)) {
      return Optional.of(INITRAMFS_TOOLS);
    }
    return dracut ? Optional.of(DRACUT) : Optional.empty();
  }

  /** The command that builds the initramfs of a kernel into a file. */
  List<String> command(String file, String release) {
    return switch (this) {
      case INITRAMFS_TOOLS -> List.of("mkinitramfs", "-o", file, release);
      case DRACUT -> List.of("dracut", "--quiet", "--force", file, release);
    };
  }
}
