package dlkm.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;

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
    Set<String> aliases = new HashSet<>();
    subject.info().aliases().forEach(alias -> aliases.add(alias.replace('-', '_')));
    String text = text(facts);
    for (int at = 0; at < text.length(); ) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      int name = text.lastIndexOf(' ', end);
      if (text.startsWith("alias ", at) && name > at + 6) {
        String alias = text.substring(at + 6, name);
        String module = text.substring(name + 1, end);
        if (!module.equals(subject.name()) && aliases.contains(alias.replace('-', '_'))) {
          subject.add(
              Finding.warns(
                  Kind.ALIASES,
                  "its alias " + alias + " is also " + module + "'s",
                  "",
                  "blacklist "
                      + module
                      + " in /etc/modprobe.d if the device shall be this module's"));
        }
      }
      at = end + 1;
    }
  }

  private static String text(KernelFacts facts) {
    try {
      return new String(
          Files.readAllBytes(
              facts.host().path("/lib/modules/" + facts.release() + "/modules.alias")),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
