package dlkm.health;

import dlkm.host.Host;
import java.nio.file.Files;

/** What builds modules and what the kernels ask of built ones: programs and keys. */
record BuildTools(Host host, Findings findings) {

  void examine(PlannedModules planned) {
    if (planned.names().isEmpty()) {
      findings.examine("signing", "", new Signing(host, findings)::examineKey);
      return;
    }
    program("make", "make");
    program("kmod", "kmod");
    findings.examine("signing", "", new Signing(host, findings)::examine);
  }

  private void program(String name, String debianPackage) {
    if (!Files.isExecutable(host.path("/usr/bin/" + name))
        && !Files.isExecutable(host.path("/bin/" + name))) {
      findings.add(name, "", name, "is not installed", "apt-get install " + debianPackage);
    }
  }
}
