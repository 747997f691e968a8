package dlkm.tune;

import dlkm.component.InstalledModule;
import dlkm.funcset.FunctionSet;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.plan.IncludedModules;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which modules a change of tunables may build, as their values are built in (spec §9.4): loadable
 * ones, of the version that is registered. Another version would come with its first load unasked.
 */
record TunedBuilds(InstalledKernel kernel, List<Registration> registered) {

  TunedBuilds {
    registered = List.copyOf(registered);
  }

  /**
   * Refuses modules that it may not build.
   *
   * @throws ProblemException when there are some
   */
  void require(List<String> modules) {
    List<Problem> problems = new ArrayList<>();
    for (String module : modules) {
      problem(module).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
  }

  private Optional<Problem> problem(String module) {
    FunctionSet set = new FunctionSet(kernel.host(), kernel.release());
    Optional<String> excluded = IncludedModules.excluded(kernel, module);
    if (excluded.isPresent()) {
      return Optional.of(
          new Problem(
              module,
              "its values are built in, and it is excluded for kernel "
                  + kernel.release()
                  + ": "
                  + excluded.get(),
              "plan the value with 'kmtune -s', for the next kernel that it is built for"));
    }
    // A static module's image is that of a whole kernel.
    return set.isStatic(module)
        ? Optional.of(
            new Problem(
                module,
                "is static, and its values are built into the whole kernel",
                "plan the value with 'kmtune -s', then 'config -K "
                    + set.release()
                    + " -u "
                    + Layout.SYSTEM
                    + "'"))
        : otherVersion(module);
  }

  /** A master file without a version says nothing: then the image may have one. */
  private Optional<Problem> otherVersion(String module) {
    Optional<String> installed =
        InstalledModule.master(kernel.host(), module).linux().moduleVersion();
    return registered.stream()
        .filter(record -> record.module().equals(module))
        .map(Registration::version)
        .filter(version -> installed.filter(other -> !other.equals(version)).isPresent())
        .findFirst()
        .map(
            version ->
                new Problem(
                    module,
                    "version "
                        + version
                        + " is registered, but "
                        + installed.orElseThrow()
                        + " is installed, and its values are built in",
                    "register the installed version, 'config -K "
                        + kernel.release()
                        + " -M "
                        + module
                        + " -u', or install the registered one, 'kminstall -C DIRECTORY -u "
                        + module
                        + "'"));
  }
}
