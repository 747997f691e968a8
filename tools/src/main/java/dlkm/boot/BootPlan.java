package dlkm.boot;

import dlkm.declaration.Phase;
import dlkm.host.Sha256;
import dlkm.index.ModprobeConf;
import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the boot does with the registered modules, as text for a POSIX shell (spec §5.3, §5.4). Two
 * files, because one of them travels in the initramfs, which is rebuilt when it changes:
 *
 * <ul>
 *   <li>{@link #early}: the static modules, {@code BOOT1} and {@code BOOT2}, and what has to be
 *       carried in: {@code plan NAME} first, which tells plans apart, {@code image FILE SHA256} of
 *       our modules, {@code kernel NAME} of the kernel's own, {@code options}, {@code softdep} and
 *       {@code blacklist} as in modprobe.d, {@code unused NAME} of what is needed but must not be
 *       loaded;
 *   <li>{@link #late}: {@code INIT} alone, which {@code kminit} reads line by line. The script
 *       loads these before the names of {@link dlkm.host.Layout#LOADMODS} (spec §5.4).
 * </ul>
 *
 * A module that is preferred over others is carried whatever its phase: udev may find its device in
 * the initramfs, and one of the others there. The static modules have lines like those of a phase,
 * with {@code STATIC} as its name: they are loaded before every other module. A line of a phase is
 * {@code PHASE MODULE KERNEL-NAME [THERE ...]}: the module to load, and what must have been loaded
 * before because it can't be loaded in this phase. What is needed stands before what needs it.
 */
public final class BootPlan {

  /** What stands for a phase where static modules are loaded. */
  static final String STATIC = "STATIC";

  private static final List<String> WHEN = List.of(STATIC, Phase.BOOT1.name(), Phase.BOOT2.name());

  private final Registry registry;
  private final StringBuilder text = new StringBuilder(256);
  private final SequencedSet<Registration> carried = new LinkedHashSet<>();
  private final Set<String> kernels = new TreeSet<>();

  private BootPlan(Registry registry) {
    this.registry = registry;
  }

  /** What happens in the initramfs; empty when nothing does. */
  public static String early(Registry registry) {
    BootPlan plan = new BootPlan(registry);
    plan.lines(STATIC, Registration::isStatic, Registration::isStatic);
    plan.phase(Phase.BOOT1);
    plan.phase(Phase.BOOT2);
    plan.carried.addAll(plan.order(each -> !each.blacklisted().isEmpty()));
    plan.carried();
    return plan.text.isEmpty() ? "" : "plan " + name(plan.text) + "\n" + plan.text;
  }

  /** Two plans with the same name are the same: a shell compares them by one line. */
  private static String name(CharSequence text) {
    return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  /**
   * The modules that an early plan loads, each with when, in their order; for messages; empty when
   * none.
   */
  static String loaded(String early) {
    List<String> modules = new ArrayList<>();
    for (String line : early.lines().toList()) {
      int end = line.indexOf(' ');
      String when = line.substring(0, Math.max(0, end));
      if (WHEN.contains(when)) {
        String module = line.substring(end + 1, line.indexOf(' ', end + 1));
        modules.add(module + " (" + (when.equals(STATIC) ? "static" : when) + ")");
      }
    }
    return String.join(", ", modules);
  }

  /** What {@code kminit} loads; empty when nothing. */
  public static String late(Registry registry) {
    BootPlan plan = new BootPlan(registry);
    plan.phase(Phase.INIT);
    return plan.text.toString();
  }

  private void phase(Phase phase) {
    lines(phase.name(), each -> isIn(phase, each), needed -> canBeLoaded(needed, phase));
  }

  /**
   * The lines of the modules of a phase.
   *
   * @param canBeLoaded whether a dependency can be loaded in it
   */
  private void lines(
      String phase, Predicate<Registration> isIn, Predicate<Registration> canBeLoaded) {
    SequencedSet<Registration> order = order(isIn);
    for (Registration registration : order) {
      if (isIn.test(registration)) {
        line(phase, registration, canBeLoaded);
      }
    }
    carried.addAll(order);
  }

  /** The modules of which that is so, and what they need, before them. */
  private SequencedSet<Registration> order(Predicate<Registration> isIn) {
    SequencedSet<Registration> order = new LinkedHashSet<>();
    for (Registration registration : registry.all()) {
      if (isIn.test(registration)) {
        visit(registration, order, new LinkedHashSet<>());
      }
    }
    return order;
  }

  private static boolean isIn(Phase phase, Registration registration) {
    return !registration.isStatic()
        && registration.phases().used()
        && registration.phases().configured() == phase;
  }

  private void visit(
      Registration registration, SequencedSet<Registration> order, Set<String> open) {
    if (!open.add(registration.module()) || order.contains(registration)) {
      return;
    }
    for (String needed : registration.dependencies()) {
      Optional<Registration> ours = ours(needed);
      ours.ifPresent(found -> visit(found, order, open));
      if (ours.isEmpty()) {
        kernels.add(ModuleName.kernelForm(needed));
      }
    }
    order.add(registration);
  }

  private Optional<Registration> ours(String needed) {
    return registry.findByKernelName(ModuleName.kernelForm(needed));
  }

  private void line(String phase, Registration registration, Predicate<Registration> canBeLoaded) {
    text.append(phase).append(' ').append(registration.module());
    text.append(' ').append(registration.kernelName());
    SequencedSet<Registration> needs = new LinkedHashSet<>();
    visit(registration, needs, new LinkedHashSet<>());
    for (Registration needed : needs) {
      if (!needed.equals(registration) && !canBeLoaded.test(needed)) {
        text.append(' ').append(needed.kernelName());
      }
    }
    text.append('\n');
  }

  private static boolean canBeLoaded(Registration needed, Phase phase) {
    return !needed.isStatic() && needed.phases().used() && needed.phases().supports(phase);
  }

  private void carried() {
    for (Registration registration : carried) {
      if (!registration.isStatic() && !registration.phases().used()) {
        text.append("unused ").append(registration.kernelName()).append('\n');
        continue;
      }
      text.append("image ").append(registration.imageFile());
      text.append(' ').append(registration.image().sha256()).append('\n');
      ModprobeConf.settings(text, registration);
    }
    for (String kernel : kernels) {
      text.append("kernel ").append(kernel).append('\n');
    }
  }
}
