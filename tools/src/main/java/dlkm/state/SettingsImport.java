package dlkm.state;

import dlkm.component.InstalledModule;
import dlkm.component.TextEdits;
import dlkm.component.Texts;
import dlkm.config.Configure;
import dlkm.declaration.ModuleState;
import dlkm.declaration.SettingsFile;
import dlkm.declaration.Stub;
import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.BuildPlanner;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.saved.BackupRule;
import dlkm.saved.ChangeAroundBuild;
import dlkm.saved.Configuration;
import dlkm.saved.ConfigurationLoad;
import dlkm.saved.Configurations;
import dlkm.saved.SavedPlan;
import dlkm.tune.TunedPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Imports a text system file (spec §9.5): all that it says becomes the running configuration, at
 * once or held together; or it becomes a saved one. Modules are built for it where they have to be.
 */
public final class SettingsImport {

  /** What a tar file has in its first block, and where. */
  private static final String ARCHIVE = "ustar";

  private static final int ARCHIVE_AT = 257;

  private final InstalledKernel kernel;
  private final FunctionSet set;
  private final Caller caller;
  private final SettingsFile file;
  private final boolean sameVersions;

  /**
   * The import of a file.
   *
   * @param sameVersions whether the versions in it have to be the installed ones
   */
  public SettingsImport(
      InstalledKernel kernel, Caller caller, SettingsFile file, boolean sameVersions) {
    this.kernel = kernel;
    this.caller = caller;
    this.file = file;
    this.sameVersions = sameVersions;
    set = new FunctionSet(kernel.host(), kernel.release());
  }

  /**
   * The settings in a file; none in one of another kind.
   *
   * @throws ProblemException with all that is wrong, each with its line
   */
  public static Optional<SettingsFile> read(Path place) throws IOException {
    if (!Files.isRegularFile(place)) {
      return Optional.empty();
    }
    String head = head(place);
    if (head.startsWith(ARCHIVE, ARCHIVE_AT)) {
      return Optional.empty();
    }
    if (head.indexOf(0) >= 0 && !SettingsFile.isOne(head)) {
      throw new ProblemException(
          place.toString(),
          "is neither an archive nor a text system file",
          "name one that 'kconfig -e' wrote");
    }
    return Optional.of(SettingsFile.parse(place.toString(), Texts.read(place)));
  }

  /** The first block of a file, byte by byte. */
  private static String head(Path place) throws IOException {
    try (var content = Files.newInputStream(place)) {
      return new String(content.readNBytes(512), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * Makes it the running configuration. What was held is dropped.
   *
   * @param hold whether it is for the next boot in any case
   * @throws ProblemException when that can't be: nothing changed
   */
  public ConfigurationLoad.Result run(boolean hold, BackupRule backup) {
    return new ChangeAroundBuild(caller).run(new Steps(hold, backup));
  }

  /**
   * Saves it, under a name or that in the file. Nothing is built for it. The caller holds the state
   * lock.
   *
   * @return the name
   */
  public String save(String name) throws IOException {
    Settings settings = settings(SavedPlan.read(set.host()), List.of());
    tell();
    List<Problem> problems = new ArrayList<>();
    for (String module : settings.toBuild()) {
      problems.add(
          new Problem(
              module,
              "is not built as " + file.path() + " has it, and nothing is built for a saved one",
              "'kconfig -i " + file.path() + "', then 'kconfig -s " + name + "'"));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    Configurations all = new Configurations(set);
    all.save(
        all.made(
            caller,
            Configuration.name(name),
            settings.registry(),
            settings.images(),
            settings.plan()),
        file.title(),
        file.path());
    return name;
  }

  private Settings settings(SortedMap<String, String> now, List<String> stubs) {
    return Settings.of(set, caller, now, requests(), file, stubs);
  }

  /** The modules that the file uses, or says to be unused. */
  private List<StateRequest> requests() {
    List<StateRequest> requests = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(sameVersions ? otherVersions() : List.of());
    for (SettingsFile.ModuleLine line : file.modules()) {
      String module = InstalledModule.named(set.host(), line.module());
      if (InstalledModule.isInstalled(set.host(), module)) {
        requests.add(new StateRequest(module, line.state()));
      } else if (!line.state().equals(Optional.of(ModuleState.UNUSED))) {
        problems.add(
            Problem.at(
                line.where(),
                "module " + line.module() + " is not installed",
                "install it with 'kminstall -a " + line.module() + "'"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return requests;
  }

  private List<Problem> otherVersions() {
    List<Problem> others = new ArrayList<>();
    for (SettingsFile.ModuleLine line : file.modules()) {
      String module = InstalledModule.named(set.host(), line.module());
      if (line.version().isPresent() && InstalledModule.isInstalled(set.host(), module)) {
        String installed = InstalledModule.master(set.host(), module).moduleVersion();
        String version = line.version().get();
        if (!version.equals(installed)) {
          others.add(
              Problem.at(
                  line.where(),
                  module + ": version " + installed + " is installed, not " + version,
                  "install that version with 'kminstall'"));
        }
      }
    }
    return others;
  }

  /** Tells what the file says in vain. */
  private void tell() {
    otherVersions().forEach(problem -> caller.say(problem.toString()));
    file.ignored()
        .forEach(where -> caller.say(where + ": has no meaning on Linux, and is left out"));
  }

  /** The steps, with what the first one found. */
  private final class Steps implements ChangeAroundBuild.Steps<ConfigurationLoad.Result> {

    private final boolean hold;
    private final BackupRule backup;
    private List<StateTarget> missing = List.of();
    private List<String> rebuilt = List.of();
    private List<String> stubs = List.of();

    Steps(boolean hold, BackupRule backup) {
      this.hold = hold;
      this.backup = backup;
    }

    @Override
    public boolean plan() throws IOException {
      Settings wanted = settings(SavedPlan.read(set.host()), List.of());
      tell();
      missing = wanted.missing();
      rebuilt = wanted.rebuilt();
      TunedPlan.requireBuilds(kernel, rebuilt);
      return !wanted.toBuild().isEmpty();
    }

    /** The plan that a build goes by: it is written with the change. */
    private TextEdits planned() {
      try {
        SortedMap<String, String> now = SavedPlan.read(set.host());
        return SavedPlan.edits(set.host(), settings(now, List.of()).plan());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void build() {
      List<String> loadable = new ArrayList<>(rebuilt);
      List<String> whole = new ArrayList<>();
      for (StateTarget target : missing) {
        (target.isDynamic() ? loadable : whole).add(target.module());
      }
      List<Configure.Built> built = new ArrayList<>();
      if (!loadable.isEmpty()) {
        built.addAll(build(BuildPlanner.Scope.LOADABLE, loadable));
      }
      if (!whole.isEmpty()) {
        built.addAll(build(BuildPlanner.Scope.WHOLE, whole));
      }
      stubs = built.stream().map(Configure.Built::module).filter(Stub.MODULE::equals).toList();
    }

    private List<Configure.Built> build(BuildPlanner.Scope scope, List<String> modules) {
      return new Configure(caller, kernel, this::planned, scope).run(modules);
    }

    @Override
    public ConfigurationLoad.Result apply() throws IOException {
      SortedMap<String, String> now = SavedPlan.read(set.host());
      Settings settings = settings(now, stubs);
      if (!settings.toBuild().isEmpty()) {
        throw new ProblemException(
            settings.toBuild().getFirst(), "was built otherwise by another command", "repeat it");
      }
      if (settings.registry().equals(set.registry())
          && settings.plan().equals(now)
          && set.held().isEmpty()) {
        return new ConfigurationLoad.Result(true, false, List.of());
      }
      backup.apply(set, caller);
      Configuration made =
          new Configurations(set)
              .made(
                  caller,
                  file.name().orElse(Configurations.RUNNING),
                  settings.registry(),
                  settings.images(),
                  settings.plan());
      return new ConfigurationLoad(kernel, caller, made).run(hold);
    }
  }
}
