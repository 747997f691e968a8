package dlkm.update;

import dlkm.funcset.Change;
import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.kernel.LoadedModules;
import dlkm.plan.InstalledModule;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Phases;
import dlkm.registry.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lets the registries follow {@code $CONFIGURE} of the system files: a registered module that is
 * planned to be unused stays registered, and nobody loads it.
 */
public final class Use {

  private Use() {}

  /**
   * Makes a new generation where a plan has changed, by {@code kmsystem -c} or by hand.
   *
   * @param notice gets what became of each module
   */
  public static void refresh(FunctionSet set, Consumer<String> notice) {
    List<Registration> changed = new ArrayList<>();
    for (Registration registration : set.registry().all()) {
      if (registration.phases().used() != isPlanned(set.host(), registration)) {
        changed.add(registration);
      }
    }
    if (changed.isEmpty()) {
      return;
    }
    Change change = Change.of(set, "plan", notice);
    for (Registration registration : changed) {
      change.use(registration.module(), !registration.phases().used());
    }
    change.apply("kmsystem -c");
    changed.forEach(registration -> notice.accept(said(set, registration)));
  }

  /** Whether a module may be used: its plan says so, or there is none. */
  public static boolean isPlanned(Host host, String module) {
    return !InstalledModule.isInstalled(host, module)
        || InstalledModule.system(host, module).isConfigured();
  }

  /** The answer to whoever asks for a module that isn't used. */
  public static Problem refusal(String module) {
    return new Problem(
        module, Phases.UNUSED, "'kmsystem -c y " + module + "' lets it be used again");
  }

  /** A plan that can't be read changes nothing. */
  private static boolean isPlanned(Host host, Registration registration) {
    try {
      return isPlanned(host, registration.module());
    } catch (ProblemException e) {
      return registration.phases().used();
    }
  }

  private static String said(FunctionSet set, Registration before) {
    String said = before.module() + ": ";
    if (!before.phases().used()) {
      return said + "is loaded again with kernel " + set.release() + " when it is asked for";
    }
    said += "is not loaded any more with kernel " + set.release();
    Host host = set.host();
    boolean loaded =
        host.isThisMachine()
            && host.runningRelease().equals(set.release())
            && LoadedModules.find(host, before.kernelName()).isPresent();
    return loaded ? said + ", once it is unloaded: 'kmadmin -U " + before.module() + "'" : said;
  }
}
