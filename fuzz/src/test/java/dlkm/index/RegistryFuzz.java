package dlkm.index;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dlkm.boot.BootPlan;
import dlkm.fuzz.Bounded;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.RegistryText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A registry and a build record, and what is made of them for modprobe(8) and the boot scripts: a
 * value that was read never becomes a second word, a second line or a command there.
 */
class RegistryFuzz {

  /** The characters of a word that no shell and no parser of kmod gives a meaning. */
  private static final String WORD = "[A-Za-z0-9._+~:,=@%/-]+";

  private static final Pattern MODPROBE =
      Pattern.compile(
          "#.*|options \\w+( \\w+=[^\\s\\\\'\"`]+)+"
              + "|softdep \\w+ pre:( [\\w().+,:-]+)*( post:( [\\w().+,:-]+)*)?"
              + "|install \\w+ read -r release < /proc/sys/kernel/osrelease; case \\$release in "
              + "\"[A-Za-z0-9._+~:-]+\"\\) echo \"<4>dlkm: [\\w-]+ is not loaded: [\\w '()-]+\" > /dev/kmsg; "
              + "exit 1 ;; esac; exec modprobe --ignore-install \\w+ \\$CMDLINE_OPTS"
              + "|remove \\w+ /kmadmin -U [\\w-]+");

  private static final Pattern BOOT =
      Pattern.compile(
          "(BOOT1|BOOT2|INIT) [\\w-]+ \\w+( \\w+)*|plan [0-9a-f]{16}|image "
              + WORD
              + " [0-9a-f]{64}|(kernel|unused) \\w+|(options|softdep) .*");

  @FuzzTest
  void read(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    Bounded.read(input, () -> check(RegistryText.read("krs", text)));
    Bounded.read(input, () -> check(RegistryText.readOne("m.krs", text)));
  }

  private static Registry check(Registry registry) {
    String written = RegistryText.write(registry);
    require(RegistryText.read("krs", written).equals(registry), written);
    ModprobeConf.text(registry, "/kmadmin").lines().forEach(line -> require(MODPROBE, line));
    BootPlan.early(registry).lines().forEach(line -> require(BOOT, line));
    BootPlan.late(registry).lines().forEach(line -> require(BOOT, line));
    return registry;
  }

  private static Registration check(Registration registration) {
    String written = RegistryText.write(registration);
    require(RegistryText.readOne("m.krs", written).equals(registration), written);
    return registration;
  }

  private static void require(Pattern pattern, String line) {
    require(pattern.matcher(line).matches(), line);
  }

  private static void require(boolean good, String text) {
    if (!good) {
      throw new AssertionError(text);
    }
  }
}
