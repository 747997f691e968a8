package dlkm.dkms;

import dlkm.config.BuildOptions;
import dlkm.config.Configure;
import dlkm.host.FileContent;
import dlkm.host.Layout;
import dlkm.kbuild.Builder;
import dlkm.kbuild.ImageSigner;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A build of a package's modules by our engine, told and logged as one by DKMS's command. */
record BuildRun(DkmsSession session, PackageVersion version, KernelTarget kernel, DkmsConf conf) {

  private static final Pattern FAILED = Pattern.compile("make: \\*\\*\\* .* Error (\\d+)");

  private static final String CACHED =
      "(all is as it was built before: taken from the build cache)";

  private Dialect dialect() {
    return session.output().dialect();
  }

  /**
   * Builds prepared sources.
   *
   * @throws DkmsException when they can't be built (10), make no module that is declared (7), or
   *     their own program fails
   */
  void run(PackageSources sources, ImageSigner signer, MakeLog log) {
    DkmsOutput output = session.output();
    String command = sources.command();
    boolean prepares = sources.prepares();
    sources.tellUnready();
    boolean early = !prepares && dialect().logsScripts();
    if (early) {
      output.begin(dialect().buildStep(command));
    }
    MakeLog.Clock clock = MakeLog.Clock.begin();
    Optional<ProblemException> failure =
        configure(sources::install, sources, options(sources, signer));
    PreBuild parts = PreBuild.of(engineLog(sources, failure.isPresent()));
    int status = failure.map(_ -> status(parts.rest())).orElse(0);
    if (prepares) {
      preparation(parts, failure.isPresent(), clock, log);
    }
    if (!early) {
      output.say(dialect().beforeBuild());
      output.begin(dialect().buildStep(command));
    }
    boolean notMade =
        failure.isPresent() && missing(failure.get()).isPresent() && !sources.lacksMakefile();
    output.end(notMade ? 0 : status, command);
    StringBuilder said = new StringBuilder();
    parts.rest().forEach(line -> said.append(line).append('\n'));
    failure.stream()
        .flatMap(e -> new PackageProblem(sources).of(e).stream())
        .forEach(problem -> said.append(problem).append('\n'));
    log.add(dialect().buildStep(command), command, said.toString(), notMade ? 0 : status, clock);
    failure.ifPresent(e -> fail(e, sources));
  }

  /**
   * Builds what was built before, which is in the build cache, without a word.
   *
   * @return whether that went well: the sources may have changed since
   */
  boolean again() {
    PackageSources sources = new PackageSources(silent(), version, kernel, conf);
    try {
      sources.prepare(new MakeLog(dialect(), version, kernel));
    } catch (DkmsException e) {
      return false;
    }
    ImageSigner signer = session.preparation().of(silent(), kernel);
    return new BuildRun(silent(), version, kernel, conf)
        .configure(sources::install, sources, usual(sources, signer))
        .isEmpty();
  }

  /** Takes modules that are kept in the tree and were built by somebody else as they are. */
  void ofKept(KeptBuild kept) throws IOException {
    DkmsConf whole = conf.with(conf.modules().stream().map(DkmsConf.Module::unstripped).toList());
    PackageSources sources = new PackageSources(silent(), version, kernel, whole);
    kept.unpackTo(session.tree().build(version), conf.modules());
    BuildRecipe recipe = BuildRecipe.copying(conf.builts(), KeptBuild.UNPACKED);
    configure(() -> sources.install(recipe), sources, usual(sources, PackageSigning.NOBODY))
        .ifPresent(e -> fail(e, sources));
  }

  private DkmsSession silent() {
    return session.silent();
  }

  private static BuildOptions usual(PackageSources sources, ImageSigner signer) {
    return new BuildOptions(Optional.of(signer), sources.jobs(), false);
  }

  /** A program after the build finds all that it made, of which the build cache has the modules. */
  private BuildOptions options(PackageSources sources, ImageSigner signer) {
    boolean followed = !conf.scripts().postBuild().isBlank();
    return new BuildOptions(Optional.of(signer), sources.jobs(), followed);
  }

  private Optional<ProblemException> configure(
      Runnable installation, PackageSources sources, BuildOptions options) {
    try {
      deleteLog();
      installation.run();
      List<Configure.Built> _ =
          new Configure(session.caller(), session.kernel(kernel), options)
              .run(List.of(sources.family()));
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e);
    }
  }

  private void preparation(PreBuild parts, boolean failed, MakeLog.Clock clock, MakeLog log) {
    DkmsOutput output = session.output();
    String shown = session.tree().shown(version) + "/" + PackageTree.BUILD;
    String script = conf.scripts().preBuild();
    String command = "cd " + shown + "/ && " + shown + "/" + script;
    if (!dialect().logsScripts()) {
      output.say(dialect().beforeScript());
      output.say("Running the pre_build script:");
      output.say(parts.output());
      return;
    }
    int status = parts.status().orElse(0);
    String step = "Running the pre_build script";
    output.step(step, status, command);
    StringBuilder said = new StringBuilder();
    parts.output().forEach(line -> said.append(line).append('\n'));
    log.add(step, command, said.toString(), status, clock);
    if (status != 0 && failed) {
      throw session.consult(status, shown);
    }
  }

  private Path engineFile() {
    return engineFile(session, kernel);
  }

  /** The log of the engine's last build for a kernel. */
  static Path engineFile(DkmsSession session, KernelTarget kernel) {
    return session.host().path(Layout.build(kernel.release())).resolve("config.log");
  }

  private void deleteLog() {
    try {
      Files.deleteIfExists(engineFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the build said, with DKMS's names of the directories. */
  private List<String> engineLog(PackageSources sources, boolean failed) {
    try {
      if (!Files.exists(engineFile())) {
        return failed ? List.of() : List.of(CACHED);
      }
      Path work = engineFile().resolveSibling(sources.family());
      String shown = session.tree().shown(version) + "/" + PackageTree.BUILD;
      String text = new String(FileContent.bytes(engineFile()), StandardCharsets.UTF_8);
      return text.replace(work.toString(), shown).lines().filter(line -> !isOurs(line)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A command of the makefile that our engine writes, which make prints. */
  private static boolean isOurs(String line) {
    return line.startsWith("make -C ")
        || line.startsWith("bash -c ")
        || line.startsWith("echo 'dkms: ");
  }

  private static int status(List<String> lines) {
    int status = 2;
    for (String line : lines) {
      Matcher matcher = FAILED.matcher(line);
      if (matcher.find()) {
        status = Integer.parseInt(matcher.group(1));
      }
    }
    return status;
  }

  private Optional<DkmsConf.Module> missing(ProblemException e) {
    return conf.modules().stream()
        .filter(
            module ->
                e.problems().stream()
                    .anyMatch(problem -> Builder.isNotMade(problem, module.built())))
        .findFirst();
  }

  private void fail(ProblemException e, PackageSources sources) {
    String shown = session.tree().shown(version) + "/" + PackageTree.BUILD;
    if (dialect().tellsWhy()) {
      new PackageProblem(sources).of(e).forEach(p -> session.caller().say(p.toString()));
    }
    missing(e)
        .filter(_ -> !sources.lacksMakefile())
        .ifPresent(
            module -> {
              throw new DkmsException(
                  7, dialect().notMade(module, kernel, shown).toArray(String[]::new));
            });
    throw DkmsSession.badBuild(kernel, shown);
  }
}
