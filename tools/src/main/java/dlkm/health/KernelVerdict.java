package dlkm.health;

import dlkm.check.CheckFinding;
import dlkm.check.ModprobeFiles.Line;
import dlkm.check.ModprobeOptions;
import dlkm.check.ModuleVerdict;
import dlkm.check.ModuleVerdicts;
import dlkm.check.Severity;
import dlkm.check.TargetKernelReader;
import dlkm.index.ModprobeConf;
import dlkm.installedkernel.InstalledKernel;
import dlkm.modname.ModuleName;
import dlkm.registry.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Whether the kernel would take the registered images with the parameters that they are loaded
 * with: the rules of {@code kmcheck}.
 *
 * @param lines modprobe's configuration of all files but ours
 */
record KernelVerdict(InstalledKernel kernel, List<Line> lines, Findings findings) {

  /**
   * Examines the images.
   *
   * @param images of the registered modules that are as they were registered
   */
  void examine(SequencedMap<Registration, Path> images) {
    if (images.isEmpty()) {
      return;
    }
    Map<String, String> options = ModprobeOptions.of(lines);
    for (Registration registration : images.sequencedKeySet()) {
      options.merge(
          registration.kernelName(),
          ModprobeConf.options(registration),
          (theirs, ours) -> ours + " " + theirs);
    }
    List<ModuleVerdict> verdicts =
        ModuleVerdicts.ofRegistered(
            TargetKernelReader.read(kernel.host(), kernel.release(), kernel.isRunning()),
            List.copyOf(images.sequencedValues()),
            List.of(),
            options);
    int i = 0;
    for (Registration registration : images.sequencedKeySet()) {
      for (CheckFinding finding : verdicts.get(i++).findings()) {
        if (finding.severity() != Severity.WARNS) {
          add(registration, finding);
        }
      }
    }
  }

  private void add(Registration registration, CheckFinding finding) {
    String thing = registration.module();
    for (Line line : lines) {
      if (isSetBy(line, registration, finding.parameter())) {
        thing = line.where().toString();
      }
    }
    boolean placed = !thing.equals(registration.module());
    findings.add(
        "loader",
        kernel.release(),
        thing,
        "the kernel would refuse " + registration.module() + ": " + finding.what(),
        placed ? "correct that line, or delete it" : finding.todo());
  }

  private static boolean isSetBy(Line line, Registration registration, String parameter) {
    return !parameter.isEmpty()
        && line.word(0).equals("options")
        && ModuleName.kernelForm(line.word(1)).equals(registration.kernelName())
        && (" " + line.word(2)).replace('-', '_').contains(" " + parameter.replace('-', '_') + "=");
  }
}
