package dlkm.cli;

import dlkm.declaration.Phase;
import dlkm.installedkernel.InstalledKernel;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.saved.HeldDrop;
import dlkm.update.Candidate;
import dlkm.update.LiveReload;
import dlkm.update.ModuleUpdate;

/** The result of an update for people, and its exit status. */
final class UpdateText {

  private UpdateText() {}

  static int print(Context context, InstalledKernel kernel, ModuleUpdate.Result result) {
    return switch (result) {
      case ModuleUpdate.Result.Done done -> {
        done.unchanged().forEach(candidate -> unchanged(context, kernel, candidate));
        done.updated().forEach(candidate -> updated(context, done, candidate));
        yield Exit.DONE;
      }
      case ModuleUpdate.Result.Held held -> {
        held.why().forEach(problem -> context.say(problem.toString()));
        for (Candidate candidate : held.held()) {
          context
              .out()
              .println(
                  candidate.module()
                      + ": held: will be in place after the next shutdown"
                      + whose(kernel));
        }
        yield held.why().isEmpty() ? Exit.DONE : Exit.HELD;
      }
    };
  }

  /** What is dropped of what was held. */
  static void print(Context context, HeldDrop.Result dropped) {
    dropped.modules().forEach(module -> context.out().println(module + ": no longer held"));
    printFiles(context, dropped);
  }

  /** The files of the plan that it was dropped with. */
  static void printFiles(Context context, HeldDrop.Result dropped) {
    dropped.files().forEach(file -> context.out().println(file + ": as before what was held"));
  }

  /**
   * Names the kernel of the shutdown: an update for another kernel is held until that kernel's
   * shutdown.
   */
  static String whose(InstalledKernel kernel) {
    return kernel.isRunning() ? "" : " of kernel " + kernel.release();
  }

  private static void unchanged(Context context, InstalledKernel kernel, Candidate candidate) {
    context
        .out()
        .println(
            candidate.module()
                + ": version "
                + candidate.record().version()
                + " is already registered with kernel "
                + kernel.release()
                + ": nothing to do");
  }

  private static void updated(Context context, ModuleUpdate.Result.Done done, Candidate candidate) {
    StringBuilder text = new StringBuilder(candidate.module());
    text.append(": version ").append(candidate.record().version());
    text.append(" registered with kernel ").append(done.before().release());
    for (LiveReload.Swapped swap : done.swapped()) {
      if (swap.module().equals(candidate.module())) {
        text.append(", replaced live, ").append(Milliseconds.of(swap.gap())).append(" downtime");
      }
    }
    text.append(phase(done.before(), candidate.record()));
    context.out().println(text);
  }

  /** The change of phase: an update resets a phase set by {@code kmadmin -b} to the planned one. */
  private static String phase(Registry before, Registration now) {
    if (now.isStatic()) {
      return ", part of the static kernel";
    }
    Phase phase = now.phases().configured();
    return before
        .find(now.module())
        .filter(old -> !old.isStatic())
        .map(old -> old.phases().configured())
        .filter(old -> old != phase)
        .map(old -> ", loading phase changed from " + old + " to " + phase)
        .orElse("");
  }
}
