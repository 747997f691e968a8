package dlkm.health;

import dlkm.host.Host;
import dlkm.installedkernel.ModuleLoading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the running kernel loads modules, and calls a program that is there for them. */
record KernelLoader(Host host, Findings findings) {

  private static final String PROGRAM = "/proc/sys/kernel/modprobe";

  void examine() throws IOException {
    if (ModuleLoading.isDisabled(host)) {
      findings.add(
          "modules-disabled",
          "",
          "kernel.modules_disabled",
          "is 1: no module is loaded or unloaded until the next boot",
          "delete it from the files of sysctl.d(5), and reboot");
    }
    Path setting = host.path(PROGRAM);
    String program = text(PROGRAM);
    if (Files.exists(setting)
        && (!program.startsWith("/") || !Files.isExecutable(host.path(program)))) {
      findings.add(
          "modprobe-program",
          "",
          "kernel.modprobe",
          "is '" + program + "', which is no program: no module is loaded on access",
          "sysctl kernel.modprobe=/sbin/modprobe, and delete it from the files of sysctl.d(5)");
    }
  }

  private String text(String place) throws IOException {
    Path file = host.path(place);
    return Files.isReadable(file) ? Files.readString(file).strip() : "";
  }
}
