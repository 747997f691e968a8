package dlkm.update;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * The device nodes of modules that aren't loaded yet: opening one makes the kernel ask for the
 * module (spec §5.3, AUTO). The boot makes them from {@code modules.devname}; this is for modules
 * that are registered with the running kernel.
 */
final class DeviceNodes {

  private DeviceNodes() {}

  /**
   * Makes those of the modules that aren't there.
   *
   * @param notice gets what can't be made: the next boot does it then
   */
  static void make(Host host, String release, List<Registration> modules, Consumer<String> notice) {
    Path index = host.path("/lib/modules/" + release + "/modules.devname");
    try {
      if (Files.exists(index)) {
        for (String line : Files.readAllLines(index)) {
          one(host, line, modules, notice);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line: the kernel's name of the module, that of the node, {@code c121:0}. */
  private static void one(
      Host host, String line, List<Registration> modules, Consumer<String> notice) {
    int name = line.indexOf(' ') + 1;
    int number = line.indexOf(' ', name) + 1;
    int colon = line.indexOf(':', number);
    if (line.startsWith("#") || name == 0 || number == 0 || colon < 0) {
      return;
    }
    Path node = host.path("/dev/" + line.substring(name, number - 1));
    boolean ours =
        modules.stream().anyMatch(m -> m.kernelName().equals(line.substring(0, name - 1)));
    if (!ours || Files.exists(node)) {
      return;
    }
    Child child =
        Child.run(
            List.of(
                "mknod",
                "--mode=0600",
                node.toString(),
                line.substring(number, number + 1),
                line.substring(number + 1, colon),
                line.substring(colon + 1)));
    if (child.status() != 0) {
      notice.accept(node + " can't be made now, the next boot makes it: " + child.output().strip());
    }
  }
}
