package dlkm.rehearse;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the scratch machine is made of.
 *
 * @param memory its memory in megabytes
 * @param cpus its processors; under emulation one is fastest
 * @param acceleration whether the processor's own virtualisation runs it
 * @param devices further emulated devices, as QEMU's {@code -device} takes them
 * @param disk the file that keeps the writable layer, made if it isn't there
 * @param arguments further words of the kernel's command line
 */
public record Machine(
    int memory,
    int cpus,
    Acceleration acceleration,
    List<String> devices,
    Optional<Path> disk,
    List<String> arguments) {

  /** No slash: a device that opens a file of the host has no place here. */
  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.,=:+-]*");

  /** Devices that hand the host's own hardware, files or memory to the machine. */
  private static final List<String> NOT_EMULATED =
      List.of("vfio", "vhost", "vdpa", "usb-host", "host-", "ivshmem", "loader", "guest-loader");

  /** Enough for two JVMs and what they write. */
  public static final int MEMORY = 2048;

  /** How instructions are run. */
  public enum Acceleration {
    /** Emulated: works everywhere. */
    TCG,
    /** By the processor: only where the host has a working {@code /dev/kvm}. */
    KVM
  }

  public Machine {
    devices = List.copyOf(devices);
    arguments = List.copyOf(arguments);
  }

  /**
   * Whether its clock counts instructions. With several processors QEMU's counter gives the second
   * one no turn to start in, so the clock is the host's.
   */
  public boolean countsInstructions() {
    return acceleration == Acceleration.TCG && cpus == 1;
  }

  /** Whether QEMU's {@code -device} may have these words: they name something emulated. */
  public static boolean isDevice(String words) {
    return DEVICE.matcher(words).matches() && NOT_EMULATED.stream().noneMatch(words::startsWith);
  }

  /** One emulated processor, no further device, a writable layer in memory. */
  public static Machine small() {
    return new Machine(MEMORY, 1, Acceleration.TCG, List.of(), Optional.empty(), List.of());
  }

  /** The same machine with its writable layer in a file. */
  public Machine on(Path file) {
    return new Machine(memory, cpus, acceleration, devices, Optional.of(file), arguments);
  }
}
