package dlkm.update;

import dlkm.boot.InitramfsUpkeep;
import dlkm.declaration.SupportedPhase;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.IncludedModules;
import dlkm.registry.Registration;
import dlkm.rehearse.GuestCommand;
import dlkm.rehearse.GuestDisk;
import dlkm.rehearse.Machine;
import dlkm.rehearse.Rehearsal;
import dlkm.rehearse.RehearsalResult;
import dlkm.rehearse.RehearsalSpec;
import dlkm.rehearse.ScratchFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * {@code kmupdate --rehearse}: the same update in a scratch machine under the same kernel. The
 * registered modules are loaded before it, and all modules unloaded after it. A change of static,
 * BOOT1 or BOOT2 modules is followed by a whole boot, the only place where one is loaded that is
 * static or doesn't support RUN.
 */
public final class UpdateRehearsal {

  /** The directory for the scratch machine's copy of its new generation. */
  private static final String COPY = Layout.REHEARSED;

  /** Gets the result of each scratch machine when it has ended. */
  @FunctionalInterface
  public interface Report {
    void ended(RehearsalResult result);
  }

  private final Caller caller;
  private final InstalledKernel kernel;
  private final OutputStream guestOutput;
  private final Report report;

  /**
   * A rehearsal of updates with one kernel.
   *
   * @param guestOutput gets what the commands in the machine print
   */
  public UpdateRehearsal(
      Caller caller, InstalledKernel kernel, OutputStream guestOutput, Report report) {
    this.caller = caller;
    this.kernel = kernel;
    this.guestOutput = guestOutput;
    this.report = report;
  }

  /** Whether the update went well there and the kernel stayed clean. */
  public boolean run(List<String> names, boolean previous) {
    List<String> modules = IncludedModules.of(kernel, names, _ -> {});
    caller.progress().begin("rehearsing in a scratch machine");
    FunctionSet set = new FunctionSet(caller.host(), kernel.release());
    try (ScratchFiles work = ScratchFiles.make()) {
      boolean boots = anyIs(UpdateRehearsal::isOfBoot, set, modules);
      Machine machine = Machine.small();
      String script = script(set, modules, previous);
      if (boots) {
        machine = machine.on(work.file("layer"));
        script = "export " + InitramfsUpkeep.LEAVE + "=1; " + script + "; " + copy(set);
      }
      boolean clean = rehearse(machine, new RehearsalSpec.Boot.Ours(), "sh", "-c", script);
      return clean && (!boots || boot(set, machine, work));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether one of them is such a module, now or after the update. */
  private static boolean anyIs(
      Predicate<Registration> such, FunctionSet set, List<String> modules) {
    BuildArea built = new BuildArea(set);
    for (String module : modules) {
      for (Optional<Registration> record :
          List.of(built.find(module), set.registry().find(module))) {
        if (record.filter(such).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOfBoot(Registration record) {
    return record.isStatic() || record.phases().configured().needs() != SupportedPhase.RUN;
  }

  private static boolean isOnlyOfBoot(Registration record) {
    return record.isStatic() || !record.phases().supported().contains(SupportedPhase.RUN);
  }

  /** What keeps the generation that the update made, or holds until the shutdown. */
  private static String copy(FunctionSet set) {
    String current = quoted(set.directory().resolve("current").toString());
    return "g="
        + current
        + "; [ ! -L \"$g/pending\" ] || g=$g/pending; "
        + "rm -rf "
        + COPY
        + "; cp -rL \"$g/.\" "
        + COPY
        + "; sync";
  }

  /** The next boot: the generation that the update made, in an initramfs. */
  private boolean boot(FunctionSet set, Machine machine, ScratchFiles work) throws IOException {
    Path generation = new GuestDisk(machine.disk().orElseThrow()).directory(COPY, work.directory());
    Path initramfs = work.file("initramfs");
    InitramfsUpkeep early =
        new InitramfsUpkeep(caller.host(), kernel.release(), set.directory(), caller.notices());
    if (!early.build(generation, initramfs)) {
      return true;
    }
    caller.progress().begin("rehearsing the boot");
    return rehearse(machine, new RehearsalSpec.Boot.Own(Optional.of(initramfs)), "true");
  }

  private boolean rehearse(Machine machine, RehearsalSpec.Boot boot, String... command) {
    RehearsalSpec spec =
        new RehearsalSpec(
            caller.host(),
            Optional.of(kernel.release()),
            GuestCommand.of(command),
            machine,
            boot,
            Optional.empty());
    RehearsalResult result = Rehearsal.run(spec, guestOutput, guestOutput);
    report.ended(result);
    return result.verdict().isClean() && result.commandStatus().orElse(1) == 0;
  }

  /** A module that isn't registered yet can't be loaded first; that is no failure. */
  private String script(FunctionSet set, List<String> modules, boolean previous) {
    String kmadmin = quoted(caller.host().command("kmadmin").toString());
    // The update of a static module is held, and others of the same command with it.
    boolean held = anyIs(Registration::isStatic, set, modules);
    List<String> update = new ArrayList<>();
    update.add(quoted(caller.host().command("kmupdate").toString()));
    update.add(held ? "-a" : "-i");
    if (previous) {
      update.add("-r");
    }
    StringBuilder names = new StringBuilder();
    for (String module : modules) {
      update.add("-M " + quoted(module));
      if (!held && !anyIs(UpdateRehearsal::isOnlyOfBoot, set, List.of(module))) {
        names.append(' ').append(quoted(module));
      }
    }
    return "for m in"
        + names
        + "; do "
        + kmadmin
        + " -Q \"$m\" >/dev/null 2>&1 && "
        + kmadmin
        + " -L \"$m\" >/dev/null; done; set -e; "
        + String.join(" ", update)
        + (names.isEmpty() ? "" : "; " + kmadmin + " -L" + names);
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
