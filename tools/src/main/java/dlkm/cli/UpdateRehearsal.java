package dlkm.cli;

import dlkm.plan.InstalledKernel;
import dlkm.rehearse.Job;
import dlkm.rehearse.Machine;
import dlkm.rehearse.Rehearsal;
import dlkm.rehearse.RehearsalResult;
import dlkm.rehearse.RehearsalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code kmupdate --rehearse}: the same update in a scratch machine, between a load of what is
 * registered now and an unload of everything, under the kernel that it is for.
 */
final class UpdateRehearsal {

  private UpdateRehearsal() {}

  /** {@link Exit#DONE} when the update went well there and the kernel stayed clean. */
  static int run(Context context, InstalledKernel kernel, List<String> modules, boolean previous) {
    context.say("rehearsing in a scratch machine");
    Job job = Job.of("sh", "-c", script(context, modules, previous));
    RehearsalSpec spec =
        new RehearsalSpec(
            context.host(),
            Optional.of(kernel.release()),
            job,
            Machine.small(),
            false,
            Optional.empty());
    RehearsalResult result = Rehearsal.run(spec, context.err(), context.err());
    KmrehearseCommand.print(context, result);
    int status = KmrehearseCommand.status(result);
    if (status != Exit.DONE) {
      context.say("the rehearsal failed: nothing changed on this machine");
      return Exit.FAILED;
    }
    return Exit.DONE;
  }

  /** A module that isn't registered yet can't be loaded first; that is no failure. */
  private static String script(Context context, List<String> modules, boolean previous) {
    String kmadmin = quoted(context.host().command("kmadmin").toString());
    List<String> update = new ArrayList<>();
    update.add(quoted(context.host().command("kmupdate").toString()));
    update.add(previous ? "-i -r" : "-i");
    StringBuilder names = new StringBuilder();
    for (String module : modules) {
      update.add("-M " + quoted(module));
      names.append(' ').append(quoted(module));
    }
    return "for m in"
        + names
        + "; do "
        + kmadmin
        + " -Q \"$m\" >/dev/null 2>&1 && "
        + kmadmin
        + " -L \"$m\" >/dev/null; done; set -e; "
        + String.join(" ", update)
        + "; "
        + kmadmin
        + " -L"
        + names;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
