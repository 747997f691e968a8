package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.conf.Consistency;
import dlkm.conf.HpuxSystemFile;
import dlkm.conf.MasterFile;
import dlkm.conf.Phase;
import dlkm.conf.SystemFile;
import dlkm.conf.SystemText;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.plan.Edits;
import dlkm.plan.InstalledModule;
import dlkm.plan.Planned;
import dlkm.plan.SharedMasters;
import dlkm.plan.Texts;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.update.Use;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code kmsystem}: shows and plans the attributes of modules (spec §4.2). */
final class KmsystemCommand implements Command {

  private static final String ABSENT = "-";

  @Override
  public Options options() {
    return new Options()
        .addOption(value("c", "y|n", "take part in the next build, or not"))
        .addOption(value("l", "y|n", "dynamic (y) or static (n)"))
        .addOption(value("b", "1|2|i|a", "loading phase: BOOT1, BOOT2, INIT or AUTO"))
        .addOption(Option.builder("q").desc("show the module's planned attributes").get())
        .addOption(SystemFiles.option())
        .addOption(Option.builder().longOpt("json").desc("show as JSON").get());
  }

  private static Option value(String name, String values, String words) {
    return Option.builder(name).hasArg().argName(values).desc(words).get();
  }

  @Override
  public String synopsis() {
    return """
    [-S FILE] [--json]
    [-c y|n] [-l y|n] [-b 1|2|i|a] [-q] [-S FILE] [--json] MODULE\
    """;
  }

  @Override
  public String summary() {
    return "show and plan how modules take part in the next build";
  }

  @Override
  public int run(Context context, CommandLine line) {
    List<String> operands = line.getArgList();
    boolean asked = line.hasOption("q");
    boolean change = line.hasOption("c") || line.hasOption("l") || line.hasOption("b");
    if (operands.isEmpty() && !change && !asked) {
      return list(context, line);
    }
    if (operands.size() != 1) {
      throw new UsageException(
          operands.isEmpty() ? "-b, -c, -l and -q need a module" : "one module at a time");
    }
    if (!change && !asked) {
      throw new UsageException("say with -c, -l or -b what to plan, or -q");
    }
    Path system = SystemFiles.of(context.host(), line);
    String module = operands.getFirst();
    if (change) {
      Wanted wanted = Wanted.of(line);
      Locked.run(context, () -> change(context, module, wanted, system));
    }
    if (asked) {
      show(context, line, List.of(planned(context.host(), module, system)));
    }
    return Exit.DONE;
  }

  /** What the command line wants changed. */
  private record Wanted(
      Optional<Boolean> configure, Optional<Boolean> loadable, Optional<Phase> phase) {

    static Wanted of(CommandLine line) {
      return new Wanted(yesNo(line, "c"), yesNo(line, "l"), phase(line));
    }

    private static Optional<Boolean> yesNo(CommandLine line, String option) {
      String value = line.getOptionValue(option);
      if (value == null) {
        return Optional.empty();
      }
      return switch (value) {
        case "y", "Y" -> Optional.of(true);
        case "n", "N" -> Optional.of(false);
        default -> throw new UsageException("-" + option + " " + value + ": allowed: y n");
      };
    }

    private static Optional<Phase> phase(CommandLine line) {
      String value = line.getOptionValue("b");
      if (value == null) {
        return Optional.empty();
      }
      Optional<Phase> phase = Phase.of(value);
      if (phase.isEmpty()) {
        throw new UsageException(
            "-b " + value + ": allowed: 1 (BOOT1) 2 (BOOT2) i (INIT) a (AUTO)");
      }
      return phase;
    }
  }

  private static int change(Context context, String module, Wanted wanted, Path system)
      throws IOException {
    Host host = context.host();
    Edits edits = new Edits(host);
    if (InstalledModule.isInstalled(host, module)) {
      changeModule(host, module, wanted, edits);
    } else {
      changeTraditional(host, module, wanted, system, edits);
    }
    commit(context, module, wanted, edits);
    if (wanted.loadable.equals(Optional.of(false))) {
      context.say(
          module
              + ": static modules are not built: config leaves it out until 'kmsystem -l y "
              + module
              + "', and what is registered of it stays");
    }
    return Exit.DONE;
  }

  /** What registered modules make of it is prepared first: it may fail, with nothing changed. */
  private static void commit(Context context, String module, Wanted wanted, Edits edits)
      throws IOException {
    List<Use> uses =
        wanted.configure.isPresent()
            ? Use.prepare(context.host(), module, wanted.configure.get(), context::say)
            : List.of();
    try {
      edits.commit();
    } catch (IOException | RuntimeException e) {
      uses.forEach(Use::abandon);
      throw e;
    }
    uses.forEach(Use::commit);
  }

  private static void changeModule(Host host, String module, Wanted wanted, Edits edits) {
    MasterFile master = InstalledModule.master(host, module);
    SystemFile system = InstalledModule.system(host, module);
    List<Problem> problems = refused(master, system, wanted);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    Path file = host.path(Layout.system(module));
    wanted.configure.ifPresent(yes -> set(edits, file, "$CONFIGURE", yes ? "Y" : "N"));
    wanted.loadable.ifPresent(yes -> set(edits, file, "$LOADABLE", yes ? "Y" : "N"));
    wanted.phase.ifPresent(phase -> set(edits, file, "$LOADPHASE", String.valueOf(phase.letter())));
  }

  private static void set(Edits edits, Path file, String keyword, String value) {
    edits.set(file, SystemText.set(edits.text(file), keyword, value));
  }

  private static List<Problem> refused(MasterFile master, SystemFile system, Wanted wanted) {
    List<Problem> problems = new ArrayList<>();
    if (wanted.configure.isPresent() && system.configure().isEmpty()) {
      problems.add(
          Problem.of(
              system.path(),
              "no $CONFIGURE",
              "install the module again with a line '$CONFIGURE N'"));
    }
    boolean linkage = wanted.loadable.isPresent() || wanted.phase.isPresent();
    if (linkage && master.loadable().isEmpty()) {
      problems.add(isStatic(master.path()));
    } else if (wanted.loadable.isPresent() && system.loadable().isEmpty()) {
      problems.add(isStatic(system.path()));
    } else if (wanted.phase.isPresent()) {
      Phase phase = wanted.phase.get();
      Consistency.unsupported(master, phase)
          .ifPresent(why -> problems.add(unsupported(master, phase, why)));
    }
    return problems;
  }

  private static Problem unsupported(MasterFile master, Phase phase, String why) {
    return Problem.of(
        master.module(),
        "can't be planned for " + phase + ": " + why,
        "allowed: " + Consistency.phases(master));
  }

  private static Problem isStatic(String path) {
    return Problem.of(
        path, "no $LOADABLE: the module can only be linked statically", "install a loadable one");
  }

  private static void changeTraditional(
      Host host, String name, Wanted wanted, Path system, Edits edits) {
    if (wanted.loadable.isPresent() || wanted.phase.isPresent()) {
      InstalledModule.master(host, name);
    }
    String text = edits.text(system);
    boolean named = HpuxSystemFile.parse(system.toString(), text).names().contains(name);
    boolean add = wanted.configure.orElse(false);
    if (!named && !SharedMasters.names(host, name)) {
      InstalledModule.master(host, name);
    }
    edits.set(
        system, add ? HpuxSystemFile.addName(text, name) : HpuxSystemFile.removeName(text, name));
  }

  private static Planned planned(Host host, String name, Path system) {
    if (!InstalledModule.isInstalled(host, name)) {
      HpuxSystemFile file = HpuxSystemFile.parse(system.toString(), Texts.readOrEmpty(system));
      if (file.names().contains(name) || SharedMasters.names(host, name)) {
        return Planned.traditional(name, file.names().contains(name));
      }
    }
    return Planned.of(InstalledModule.master(host, name), InstalledModule.system(host, name));
  }

  /** All that can be shown is; a module with a broken file does not hide the others. */
  private static int list(Context context, CommandLine line) {
    Host host = context.host();
    Path system = SystemFiles.of(host, line);
    List<Planned> all = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String name : InstalledModule.names(host)) {
      try {
        all.add(planned(host, name, system));
      } catch (ProblemException e) {
        problems.addAll(e.problems());
      }
    }
    HpuxSystemFile file = HpuxSystemFile.parse(system.toString(), Texts.readOrEmpty(system));
    for (String name : file.names()) {
      if (!InstalledModule.isInstalled(host, name)) {
        all.add(Planned.traditional(name, true));
      }
    }
    show(context, line, all);
    problems.forEach(problem -> context.say(problem.toString()));
    return problems.isEmpty() ? Exit.DONE : Exit.FAILED;
  }

  private static void show(Context context, CommandLine line, List<Planned> all) {
    if (line.hasOption("json")) {
      Json.print(context.out(), json -> json(json, all));
      return;
    }
    Table table = new Table("Module", "Configured", "Loadable", "Loadphase");
    for (Planned planned : all) {
      table.row(
          planned.module(),
          letter(planned.configured()),
          planned.loadable().map(KmsystemCommand::letter).orElse(ABSENT),
          planned.loadPhase().map(Phase::name).orElse(ABSENT));
    }
    table.print(context.out());
  }

  private static String letter(boolean yes) {
    return yes ? "Y" : "N";
  }

  private static void json(JsonWriter json, List<Planned> all) throws IOException {
    json.name("modules").beginArray();
    for (Planned planned : all) {
      json.beginObject();
      json.name("module").value(planned.module());
      json.name("configured").value(planned.configured());
      json.name("loadable");
      if (planned.loadable().isPresent()) {
        json.value(planned.loadable().get());
      } else {
        json.nullValue();
      }
      Json.field(json, "loadphase", planned.loadPhase().map(Phase::name));
      json.endObject();
    }
    json.endArray();
  }
}
