package dlkm.update;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Notices;
import dlkm.index.DeviceNode;
import dlkm.installedkernel.InstalledKernel;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
   * @param notices gets what can't be made: the next boot does it then
   */
  static void make(Host host, String release, List<Registration> modules, Notices notices) {
    Path index = new InstalledKernel(host, release).modules().resolve("modules.devname");
    try {
      if (Files.exists(index)) {
        String text = new String(Files.readAllBytes(index), StandardCharsets.UTF_8);
        for (DeviceNode node : DeviceNode.parse(text)) {
          if (modules.stream().anyMatch(module -> module.kernelName().equals(node.module()))) {
            make(node, host.path("/dev/" + node.node()), notices);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(DeviceNode node, Path file, Notices notices) {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      notices.say(file + later(e.toString()));
      return;
    }
    Child child =
        Child.run(
            List.of(
                "mknod",
                "--mode=0600",
                file.toString(),
                String.valueOf(node.type()),
                String.valueOf(node.major()),
                String.valueOf(node.minor())));
    if (child.status() != 0) {
      notices.say(file + later(child.lastWords()));
    }
  }

  private static String later(String why) {
    return " can't be created now, the next boot creates it: " + why;
  }
}
