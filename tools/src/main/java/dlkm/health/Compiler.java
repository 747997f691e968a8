package dlkm.health;

import dlkm.host.Host;
import dlkm.installedkernel.InstalledKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The compiler that a kernel's headers call: Debian's name the one that compiled the kernel. */
record Compiler(InstalledKernel kernel, Findings findings) {

  private static final List<String> PLACES = List.of("/usr/bin/", "/bin/", "/usr/local/bin/");

  void examine() throws IOException {
    String name = name();
    Host host = kernel.host();
    if (PLACES.stream().noneMatch(place -> Files.isExecutable(host.path(place + name)))) {
      findings.add(
          "gcc",
          kernel.release(),
          name,
          "is not installed: the headers of kernel " + kernel.release() + " call it",
          "apt-get install " + name);
    }
  }

  /** {@code CC = $(if …) $(CROSS_COMPILE)gcc-12}, else the one that kbuild calls by itself. */
  private String name() throws IOException {
    Path variables = kernel.host().headers(kernel.release(), ".kernelvariables");
    if (Files.isReadable(variables)) {
      for (String line : Files.readAllLines(variables)) {
        if (line.matches("(override )?CC\\s*:?=.*gcc[-0-9.]*")) {
          return line.replaceFirst(".*[ )=]", "");
        }
      }
    }
    return "gcc";
  }
}
