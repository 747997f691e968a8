package dlkm.check;

import dlkm.installedkernel.InstalledKernel;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Aliases that one of the kernel's own modules has too. The kernel doesn't see them; but whoever
 * asks for the alias gets both modules, and of two drivers of a device the first one has it.
 */
final class AliasCheck {

  private AliasCheck() {}

  static void check(Subject subject) {
    KernelFacts facts = subject.facts();
    if (subject.info().aliases().isEmpty() || facts.release().isEmpty()) {
      return;
    }
    AliasIndex index = new AliasIndex(content(facts));
    for (String alias : subject.info().aliases()) {
      // depmod evens dashes; in a character class it leaves them, and such an alias isn't found.
      for (String module : index.find(alias.replace('-', '_'))) {
        if (!module.equals(subject.name())) {
          subject.add(
              Finding.warns(
                  Kind.ALIASES,
                  "its alias " + alias + " is also " + module + "'s",
                  "",
                  "blacklist " + module + " in /etc/modprobe.d if the device shall be this one's"));
        }
      }
    }
  }

  private static byte[] content(KernelFacts facts) {
    try {
      return Files.readAllBytes(
          new InstalledKernel(facts.host(), facts.release())
              .modules()
              .resolve("modules.alias.bin"));
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
