package dlkm.cli;

import dlkm.build.Builder;
import dlkm.build.BuiltModule;
import dlkm.build.Signer;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.host.Later;
import dlkm.host.Layout;
import dlkm.host.Sha256;
import dlkm.host.StateLock;
import dlkm.image.ModuleImage;
import dlkm.plan.InstalledKernel;
import dlkm.plan.InstalledModule;
import dlkm.plan.ModulePlan;
import dlkm.plan.Planner;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registrations;
import dlkm.registry.SymbolUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The eight steps of {@code config -M} (spec §4.4.2), each announced as it begins. */
final class Configure {

  private static final int STEPS = 8;

  private final Context context;
  private final InstalledKernel kernel;
  private final BuildArea area;
  private int step;

  Configure(Context context, InstalledKernel kernel) {
    this.context = context;
    this.kernel = kernel;
    area = new BuildArea(new FunctionSet(context.host(), kernel.release()));
  }

  private void step(String what) {
    step++;
    context.say("[" + step + "/" + STEPS + "] " + what);
  }

  /** Builds the modules and puts them into the build area. */
  void run(List<String> modules) {
    String names = String.join(" ", modules);
    try (StateLock _ = StateLock.takeBuild(context.host(), context.tool(), context::say)) {
      kernel.headers();
      step("read the master file: " + names);
      step("read the HP-UX system file: " + hpuxSystem());
      step("read the system file: " + names);
      Map<String, String> exports = area.exports();
      List<ModulePlan> plans = Planner.plan(context.host(), kernel, exports.keySet(), modules);
      step("check interfaces and dependencies against kernel " + kernel.release());
      Builder builder = new Builder(setting(exports));
      step("generate C and config.mod in " + work());
      builder.generate(plans);
      step("generate the registration in KRS form");
      Registering registering = new Registering();
      build(builder, exports, registering);
    }
  }

  private String hpuxSystem() {
    Path file = context.host().path(Layout.SYSTEM);
    return Files.exists(file) ? file.toString() : "none";
  }

  private Path work() {
    return context.host().path(Layout.build(kernel.release()));
  }

  private Builder.Setting setting(Map<String, String> exports) {
    return new Builder.Setting(
        kernel,
        work(),
        context.host().home().resolve("include"),
        exports,
        Runtime.getRuntime().availableProcessors());
  }

  /** What every record of one run has in common. The kernel's identity is read while make runs. */
  private final class Registering {

    private final Instant when = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Later<String> kis = Later.begin(kernel::kis);

    Registration record(BuiltModule module, ModuleImage image, String sha256) {
      return Registrations.of(module, image, sha256, kis.get(), when, Invoker.name());
    }
  }

  private void build(Builder builder, Map<String, String> exports, Registering registering) {
    step("make; the output goes to " + builder.log());
    LoaderCheck loader = new LoaderCheck(context, kernel);
    List<BuiltModule> built = builder.build();
    Optional<Signer> signer = Signer.find(context.host(), kernel);
    List<BuildArea.Entry> entries;
    try {
      entries = check(built, exports, signer, registering, loader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Hashing what the compiler read takes as long as everything else that is left together.
    Later<Boolean> kept = Later.doing(builder::remember);
    put(entries);
    report(built, signer);
    builder
        .others()
        .forEach(
            (module, others) ->
                context.say(
                    module
                        + ": its build made "
                        + String.join(" ", others)
                        + " too, which nobody installs: each needs master and system files of its"
                        + " own"));
    boolean _ = kept.get();
  }

  private List<BuildArea.Entry> check(
      List<BuiltModule> built,
      Map<String, String> exports,
      Optional<Signer> signer,
      Registering registering,
      LoaderCheck loader)
      throws IOException {
    Map<String, String> all = new TreeMap<>(exports);
    built.forEach(module -> all.put(module.plan().name(), module.symvers()));
    List<Problem> problems = new ArrayList<>();
    List<BuildArea.Entry> entries = new ArrayList<>();
    Map<String, Later<Path>> signing = new HashMap<>();
    for (BuiltModule module : built) {
      signing.put(module.plan().name(), Later.begin(() -> signed(module, signer)));
    }
    for (BuiltModule module : built) {
      Path file = signing.get(module.plan().name()).get();
      byte[] bytes = Files.readAllBytes(file);
      ModuleImage image = ModuleImage.parse(module.image().toString(), bytes);
      problems.addAll(ImageCheck.check(module.plan(), image));
      problems.addAll(SymbolUse.undeclared(module.plan(), image, all));
      Registration record = registering.record(module, image, Sha256.of(bytes));
      loader.add(record, file);
      entries.add(new BuildArea.Entry(record, file, module.symvers()));
    }
    problems.addAll(
        loader.problems(exports.keySet().stream().map(area::image).toList()));
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return entries;
  }

  /** The image as it will be loaded: with a signature where there are keys. */
  private Path signed(BuiltModule module, Optional<Signer> signer) throws IOException {
    if (signer.isEmpty()) {
      return module.image();
    }
    Path signed = work().resolve(module.plan().name() + ".signed");
    Files.copy(module.image(), signed, StandardCopyOption.REPLACE_EXISTING);
    signer.get().sign(module.plan().name(), signed);
    return signed;
  }

  private void put(List<BuildArea.Entry> entries) {
    step("store in " + area.set().buildArea());
    Locked.run(
        context,
        () -> {
          requireInstalled(entries);
          area.put(entries);
          return Exit.DONE;
        });
  }

  /** The build didn't keep others from deleting what is built. */
  private void requireInstalled(List<BuildArea.Entry> entries) {
    for (BuildArea.Entry entry : entries) {
      String module = entry.record().module();
      if (!InstalledModule.isInstalled(context.host(), module)) {
        throw new ProblemException(
            module, "was deleted while it was built", "'kminstall -a " + module + "' installs it");
      }
    }
  }

  private void report(List<BuiltModule> built, Optional<Signer> signer) {
    for (BuiltModule module : built) {
      context
          .out()
          .println(
              module.plan().name()
                  + ": "
                  + area.set().builtImage(module.plan().name())
                  + (module.reused() ? ", unchanged since it was last built" : "")
                  + (signer.isPresent() ? ", signed" : ""));
    }
  }
}
