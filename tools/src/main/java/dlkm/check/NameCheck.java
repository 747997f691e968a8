package dlkm.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** The module's name: mod_sysfs_setup() has no room for a second of it. */
final class NameCheck {

  private NameCheck() {}

  static void check(Subject subject) {
    KernelFacts facts = subject.facts();
    String name = subject.name();
    if (subject.info().inTree() || facts.release().isEmpty()) {
      return;
    }
    if (!subject.info().name().isEmpty() && !subject.info().name().equals(name)) {
      subject.add(
          Finding.warns(
              Kind.NAME,
              "it is called '"
                  + subject.info().name()
                  + "' in one place and '"
                  + name
                  + "' in another",
              "",
              "build the file again"));
    }
    if (lists(facts, "modules.builtin.modinfo", "\0" + name + ".parmtype=")) {
      subject.add(
          Finding.refuses(
              Kind.NAME,
              "EINVAL",
              "a part of the kernel itself has the name and parameters: " + name,
              name + ": module is already loaded",
              "give it another name"));
    } else if (lists(facts, "modules.builtin", "/" + name + ".ko\n")) {
      subject.add(
          Finding.warns(
              Kind.NAME,
              "it has the name of a module that is linked into the kernel",
              "",
              "give it another name: modprobe takes the kernel's own for it"));
    }
  }

  private static boolean lists(KernelFacts facts, String file, String wanted) {
    try {
      String text =
          "\0"
              + new String(
                  Files.readAllBytes(
                      facts.host().path("/lib/modules/" + facts.release() + "/" + file)),
                  StandardCharsets.ISO_8859_1);
      return text.contains(wanted) || text.replace('-', '_').contains(wanted);
    } catch (IOException e) {
      return false;
    }
  }
}
