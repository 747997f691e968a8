package dlkm.cli;

import dlkm.rehearse.Effort;
import dlkm.rehearse.GuestCommand;
import dlkm.rehearse.Machine;
import dlkm.rehearse.Machine.Acceleration;
import dlkm.rehearse.Rehearsal;
import dlkm.rehearse.RehearsalResult;
import dlkm.rehearse.RehearsalSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmrehearse}: runs a command in a scratch machine and prints a verdict on the kernel. */
final class KmrehearseCommand implements Command {

  /** Nothing is unloaded there. */
  private static final List<String> NOT_OF_A_BOOT = List.of("rounds", "leave-loaded");

  @Override
  public Options options() {
    return new Options()
        .addOption(value("K", null, "RELEASE", "boot this installed kernel, not the newest"))
        .addOption(
            value(null, "timeout", "SECONDS", "guest time until the command counts as hung (300)"))
        .addOption(
            value(null, "settle", "SECONDS", "guest time to wait after command and unload (600)"))
        .addOption(value(null, "rounds", "N", "run the command and unload N times (1)"))
        .addOption(value(null, "seed", "N", "seed of random numbers and of the start time (0)"))
        .addOption(value(null, "fail", "N", "let the Nth allocation fail (needs fault injection)"))
        .addOption(flag("thorough", "watch all of the kernel's memory"))
        .addOption(
            value(null, "host-limit", "SECONDS", "limit in host time; then inconclusive (900)"))
        .addOption(value(null, "memory", "MB", "the machine's memory (2048)"))
        .addOption(value(null, "cpus", "N", "the machine's processors (1)"))
        .addOption(value(null, "device", "DEVICE", "add an emulated device, as QEMU names it"))
        .addOption(value(null, "disk", "FILE", "keep written data in FILE for the next run"))
        .addOption(value(null, "log", "FILE", "write the kernel's log to FILE"))
        .addOption(value(null, "accel", "NAME", "tcg (emulate, the default) or kvm"))
        .addOption(value(null, "kernel-arg", "WORD", "add a word to the kernel's command line"))
        .addOption(flag("boot", "boot with this machine's own initramfs and init"))
        .addOption(value(null, "svg", "FILE", "with --boot: draw the timeline into FILE"))
        .addOption(flag("leave-loaded", "leave modules loaded by the command loaded"))
        .addOption(flag("json", "print the output and the verdict as JSON"));
  }

  private static Option value(String letter, String name, String argument, String description) {
    return Option.builder(letter).longOpt(name).hasArg().argName(argument).desc(description).get();
  }

  private static Option flag(String name, String description) {
    return Option.builder().longOpt(name).desc(description).get();
  }

  @Override
  public String synopsis() {
    return """
    [-K RELEASE] [OPTION ...] -- COMMAND [ARGUMENT ...]
    [-K RELEASE] [OPTION ...] --boot [-- COMMAND [ARGUMENT ...]]""";
  }

  @Override
  public String summary() {
    return "run a command on a copy of this machine and report faults of the kernel";
  }

  @Override
  public boolean mayRepeat(String option) {
    return option.equals("device") || option.equals("kernel-arg");
  }

  @Override
  public boolean stopAtOperand() {
    return true;
  }

  @Override
  public boolean changes(CommandLine line) {
    return false;
  }

  @Override
  public int run(Context context, CommandLine line) {
    RehearsalSpec spec = spec(context, line);
    Optional<Path> svg = Optional.ofNullable(line.getOptionValue("svg")).map(Path::of);
    if (line.hasOption("json")) {
      return RehearsalJson.run(context, spec, svg);
    }
    RehearsalResult result =
        Rehearsal.run(
            spec, System.in, VisibleStream.raw(context.out()), VisibleStream.raw(context.err()));
    result.boot().ifPresent(boot -> Timeline.print(context.err(), boot));
    RehearsalText.draw(result, svg);
    RehearsalText.print(context, result);
    return RehearsalText.status(result);
  }

  private static RehearsalSpec spec(Context context, CommandLine line) {
    List<String> words = line.getArgList();
    boolean boot = line.hasOption("boot");
    if (words.isEmpty() && !boot) {
      throw new UsageException("no command");
    }
    if (line.hasOption("svg") && !boot) {
      throw new UsageException("--svg goes with --boot");
    }
    for (String option : NOT_OF_A_BOOT) {
      if (boot && line.hasOption(option)) {
        throw new UsageException("--" + option + " does not go with --boot");
      }
    }
    Machine machine = machine(line);
    GuestCommand job =
        new GuestCommand(
            words.isEmpty() ? List.of("true") : words,
            Path.of("").toAbsolutePath(),
            System.getenv(),
            Duration.ofSeconds(number(line, "timeout", (int) GuestCommand.TIMEOUT.toSeconds(), 1)),
            line.hasOption("leave-loaded"),
            effort(line, machine));
    return new RehearsalSpec(
        context.host(),
        Arguments.kernelOf(line),
        job,
        machine,
        boot ? new RehearsalSpec.Boot.Own(Optional.empty()) : new RehearsalSpec.Boot.Ours(),
        Optional.ofNullable(line.getOptionValue("log")).map(Path::of));
  }

  private static Effort effort(CommandLine line, Machine machine) {
    if (line.hasOption("fail")) {
      throw new UsageException(
          "--fail: a kernel with fault injection (CONFIG_FAILSLAB) is needed; distributions have none");
    }
    Effort usual = Effort.USUAL;
    Duration settle = machine.countsInstructions() ? usual.settle() : Effort.SETTLE_IN_REAL_TIME;
    return new Effort(
        Duration.ofSeconds(number(line, "settle", (int) settle.toSeconds(), 0)),
        number(line, "rounds", usual.rounds(), 1),
        number(line, "seed", usual.seed(), 0),
        line.hasOption("thorough"),
        Duration.ofSeconds(number(line, "host-limit", (int) usual.patience().toSeconds(), 1)));
  }

  private static Machine machine(CommandLine line) {
    List<String> devices = list(line, "device");
    for (String device : devices) {
      if (!Machine.isDevice(device)) {
        throw new UsageException("--device " + device + ": not an emulated device");
      }
    }
    return new Machine(
        number(line, "memory", Machine.MEMORY, 256),
        number(line, "cpus", 1, 1),
        acceleration(line.getOptionValue("accel", "tcg")),
        devices,
        Optional.ofNullable(line.getOptionValue("disk")).map(Path::of),
        list(line, "kernel-arg"));
  }

  private static Acceleration acceleration(String name) {
    return switch (name) {
      case "tcg" -> Acceleration.TCG;
      case "kvm" -> Acceleration.KVM;
      default -> throw new UsageException("--accel " + name + ": neither 'tcg' nor 'kvm'");
    };
  }

  private static List<String> list(CommandLine line, String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  private static int number(CommandLine line, String option, int otherwise, int least) {
    List<String> given = list(line, option);
    if (given.isEmpty()) {
      return otherwise;
    }
    String text = given.getLast();
    try {
      int number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageException("--" + option + " " + text + ": not a number from " + least + " on");
  }
}
