package dlkm.dkms;

import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The build command of a package that has no module: what it makes is for its own programs. It runs
 * where builds run, and in the package's build directory.
 */
record BuildWithoutModules(
    DkmsSession session, PackageVersion version, KernelTarget kernel, DkmsConf conf) {

  void run(PackageSources sources, MakeLog log) {
    DkmsOutput output = session.output();
    Dialect dialect = output.dialect();
    String shown = session.tree().shown(version) + "/" + PackageTree.BUILD;
    if (sources.prepares()) {
      int status =
          session
              .buildScript(version, kernel)
              .runLogged("pre_build", conf.scripts().preBuild(), shown, log);
      if (status != 0) {
        throw session.consult(status, shown);
      }
    }
    String command = sources.command();
    String step = dialect.buildStep(command);
    output.begin(step);
    MakeLog.Clock clock = MakeLog.Clock.begin();
    StringBuilder said = new StringBuilder();
    int status = make(command, said);
    log.add(step, command, said.toString(), status, clock);
    output.end(status, command);
    if (status != 0) {
      throw DkmsSession.badBuild(kernel, shown);
    }
  }

  private int make(String command, StringBuilder said) {
    Path build = session.tree().build(version);
    Sandbox sandbox =
        Sandbox.of(session.host(), build, List.of(session.host().headers(kernel.release(), "")));
    try {
      sandbox.handover().give(build);
      try {
        var builder =
            sandbox.builder(List.of("env", "-C", build.toString(), "bash", "-c", command));
        builder.environment().putAll(session.preparation().programs(session, kernel));
        builder.environment().putAll(kernel.environment(version));
        var child = sandbox.run(builder);
        said.append(child.output());
        return child.status();
      } finally {
        sandbox.handover().take(version.name(), build, session.caller().notices());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
