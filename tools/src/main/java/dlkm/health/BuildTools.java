package dlkm.health;

import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kbuild.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What builds modules and what the kernels ask of built ones: programs, keys, policies. */
record BuildTools(Host host, Findings findings) {

  private static final String SECURE_BOOT =
      "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";
  private static final String LOCKDOWN = "/sys/kernel/security/lockdown";

  void examine(PlannedModules planned) {
    if (planned.names().isEmpty()) {
      return;
    }
    program("make", "make");
    program("gcc", "gcc");
    program("kmod", "kmod");
    findings.examine("signing", "", this::signing);
  }

  private void program(String name, String debianPackage) {
    if (!Files.isExecutable(host.path("/usr/bin/" + name))
        && !Files.isExecutable(host.path("/bin/" + name))) {
      findings.add(name, "", name, "is not installed", "apt-get install " + debianPackage);
    }
  }

  /** A kernel that loads signed modules only would refuse ours. */
  private void signing() throws IOException {
    InstalledKernel any = new InstalledKernel(host, "");
    if (Signer.find(host, any).isPresent()) {
      return;
    }
    String remedy = "make a key, enrol it, and name it in " + Layout.SIGNING + ": dlkm-signing(5)";
    byte[] secure = content(SECURE_BOOT);
    // Four bytes of attributes, and one that says whether it is on.
    if (secure.length == 5 && secure[4] == 1) {
      findings.add("secure-boot", "", "Secure Boot", "is on, and modules are not signed", remedy);
    }
    String lockdown = new String(content(LOCKDOWN), StandardCharsets.UTF_8);
    if (lockdown.contains("[integrity]") || lockdown.contains("[confidentiality]")) {
      findings.add("lockdown", "", "lockdown", "is on, and modules are not signed", remedy);
    }
  }

  private byte[] content(String place) throws IOException {
    Path file = host.path(place);
    return Files.isReadable(file) ? Files.readAllBytes(file) : new byte[0];
  }
}
