package dlkm.cli;

import dlkm.boot.EarlyBoot;
import dlkm.conf.SupportedPhase;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.Layout;
import dlkm.plan.InstalledKernel;
import dlkm.registry.Registration;
import dlkm.rehearse.Job;
import dlkm.rehearse.Layer;
import dlkm.rehearse.Machine;
import dlkm.rehearse.Rehearsal;
import dlkm.rehearse.RehearsalResult;
import dlkm.rehearse.RehearsalSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code kmupdate --rehearse}: the same update in a scratch machine, between a load of what is
 * registered now and an unload of everything, under the kernel that it is for; and where a module
 * of BOOT1 or BOOT2 changes, the whole boot after it.
 */
final class UpdateRehearsal {

  /** Where the machine leaves a copy of the generation that the update made there. */
  private static final String COPY = Layout.REHEARSED;

  private UpdateRehearsal() {}

  /** {@link Exit#DONE} when the update went well there and the kernel stayed clean. */
  static int run(Context context, InstalledKernel kernel, List<String> modules, boolean previous) {
    context.say("rehearsing in a scratch machine");
    FunctionSet set = new FunctionSet(context.host(), kernel.release());
    try (Work work = new Work()) {
      boolean boots = boots(set, modules);
      Machine machine = Machine.small();
      String script = script(context, modules, previous);
      if (boots) {
        machine = machine.on(work.path("layer"));
        String generation = set.directory().resolve("current").toString();
        script =
            ("export " + EarlyBoot.LEAVE + "=1; " + script)
                + ("; rm -rf " + COPY + "; cp -rL " + quoted(generation) + " " + COPY + "; sync");
      }
      boolean clean =
          rehearse(context, kernel, machine, new RehearsalSpec.Boot.Ours(), "sh", "-c", script);
      if (clean && boots) {
        clean = boot(context, kernel, set, machine, work);
      }
      if (!clean) {
        context.say("the rehearsal failed: nothing changed on this machine");
        return Exit.FAILED;
      }
      return Exit.DONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether one of them is loaded in a boot phase, now or after the update. */
  private static boolean boots(FunctionSet set, List<String> modules) {
    BuildArea built = new BuildArea(set);
    for (String module : modules) {
      for (Optional<Registration> record :
          List.of(built.find(module), set.registry().find(module))) {
        if (record.filter(r -> r.phases().configured().needs() != SupportedPhase.RUN).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  /** What would be after the next boot: the generation that the update made, in an initramfs. */
  private static boolean boot(
      Context context, InstalledKernel kernel, FunctionSet set, Machine machine, Work work)
      throws IOException {
    Path generation = new Layer(machine.disk().orElseThrow()).directory(COPY, work.directory());
    Path initramfs = work.path("initramfs");
    EarlyBoot early =
        new EarlyBoot(context.host(), kernel.release(), set.directory(), context::say);
    if (!early.build(generation, initramfs)) {
      return true;
    }
    context.say("rehearsing the boot");
    RehearsalSpec.Boot own = new RehearsalSpec.Boot.Own(Optional.of(initramfs));
    return rehearse(context, kernel, machine, own, "true");
  }

  private static boolean rehearse(
      Context context,
      InstalledKernel kernel,
      Machine machine,
      RehearsalSpec.Boot boot,
      String... command) {
    RehearsalSpec spec =
        new RehearsalSpec(
            context.host(),
            Optional.of(kernel.release()),
            Job.of(command),
            machine,
            boot,
            Optional.empty());
    RehearsalResult result = Rehearsal.run(spec, context.err(), context.err());
    result.boot().ifPresent(record -> Timeline.print(context.err(), record));
    KmrehearseCommand.print(context, result);
    return KmrehearseCommand.status(result) == Exit.DONE;
  }

  /** A directory for the layer and what is read out of it. */
  private record Work(Path directory) implements AutoCloseable {

    Work() throws IOException {
      this(Files.createTempDirectory("kmupdate-"));
    }

    Path path(String name) {
      return directory.resolve(name);
    }

    @Override
    public void close() throws IOException {
      AtomicFiles.deleteTree(directory);
    }
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
