package dlkm.index;

import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.TunableValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The configuration that kmod reads for our modules: the planned values of tunables that are module
 * parameters, the declared dependencies, the modules that they are preferred over, the command by
 * which {@code modprobe -r} lets a module of the DLKM interface refuse, and that a module is not
 * loaded that isn't used, that is static, or in a phase that it doesn't support. Aliases are in the
 * images, and from there in the module index.
 */
public final class ModprobeConf {

  private ModprobeConf() {}

  /**
   * The text for the generation's {@code modprobe.conf}.
   *
   * @param kmadmin the path of the {@code kmadmin} command
   */
  public static String text(Registry registry, String kmadmin) {
    StringBuilder text = new StringBuilder(1024);
    text.append("# Made from the kernel registry of ").append(registry.release());
    text.append(" by the dlkm tools: change it with them.\n");
    for (Registration registration : registry.all()) {
      options(text, registration);
      blacklist(text, registration);
      Optional<String> why = registration.notInRun();
      if (why.isPresent()) {
        refused(text, registry.release(), registration, "it " + why.get());
      } else {
        softDependencies(text, registration);
      }
      if (registration.image().wrapped()) {
        text.append("remove ").append(registration.kernelName()).append(' ').append(kmadmin);
        text.append(" -U ").append(registration.module()).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * A module that nobody may load now, asked for by name, by an alias or as what another one needs:
   * one that is loaded at boot only (spec §5.3), or one that isn't used. Another kernel may see
   * this too, before {@code kminit} or in its initramfs, and have a module of that name: it is not
   * refused there. The shell of an initramfs may have no {@code uname}.
   *
   * <p>kmod runs no {@code install} command of a module that has soft dependencies, from whatever
   * file; of several lines it takes the first. So an empty one stands before.
   */
  private static void refused(
      StringBuilder text, String release, Registration registration, String why) {
    text.append("softdep ").append(registration.kernelName()).append(" pre:\n");
    text.append("install ").append(registration.kernelName());
    text.append(" read -r release < /proc/sys/kernel/osrelease; case $release in \"");
    text.append(release).append("\") echo \"<4>dlkm: ").append(registration.module());
    text.append(" is not loaded: ").append(why).append("\" > /dev/kmsg; exit 1 ;; esac; ");
    text.append("exec modprobe --ignore-install ").append(registration.kernelName());
    text.append(" $CMDLINE_OPTS\n");
  }

  /** The lines of a module that say how it is loaded, here and in the initramfs. */
  public static void settings(StringBuilder text, Registration registration) {
    options(text, registration);
    softDependencies(text, registration);
    blacklist(text, registration);
  }

  /**
   * The modules that it is preferred over: kmod doesn't load them by an alias any more, but by name
   * and as what others need.
   */
  private static void blacklist(StringBuilder text, Registration registration) {
    for (String other : registration.blacklisted()) {
      text.append("blacklist ").append(other).append('\n');
    }
  }

  private static void options(StringBuilder text, Registration registration) {
    String options = options(registration);
    if (!options.isEmpty()) {
      // kmod takes a backslash in this file for the first half of an escape.
      text.append("options ").append(registration.kernelName()).append(' ');
      text.append(options.replace("\\", "\\\\"));
      text.append('\n');
    }
  }

  /**
   * The dependencies that the master file declares, which kmod doesn't know: it looks at symbols
   * alone. Our line hides the image's own soft dependencies, so they stand in it too.
   */
  private static void softDependencies(StringBuilder text, Registration registration) {
    if (registration.dependencies().isEmpty()) {
      return;
    }
    SequencedSet<String> before = new LinkedHashSet<>();
    registration.dependencies().forEach(module -> before.add(ModuleName.kernelForm(module)));
    before.addAll(registration.image().softDependencies().before());
    List<String> after = registration.image().softDependencies().after();
    text.append("softdep ").append(registration.kernelName()).append(" pre: ");
    text.append(String.join(" ", before));
    text.append(after.isEmpty() ? "" : " post: ").append(String.join(" ", after)).append('\n');
  }

  /** The parameters that the module is loaded with, as the kernel takes them. */
  public static String options(Registration registration) {
    StringBuilder options = new StringBuilder();
    for (TunableValue tunable : registration.tunables()) {
      if (!tunable.compiled()) {
        options.append(options.isEmpty() ? "" : " ");
        options.append(tunable.parameter());
      }
    }
    return options.toString();
  }
}
