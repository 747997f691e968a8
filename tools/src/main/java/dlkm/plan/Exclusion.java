package dlkm.plan;

import dlkm.declaration.Conditions;
import dlkm.declaration.MasterFile;
import dlkm.declaration.VersionBound;
import dlkm.host.Child;
import dlkm.installedkernel.InstalledKernel;
import dlkm.installedkernel.KernelConfiguration;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a module is excluded for a kernel: its master file's conditions don't hold there. */
public final class Exclusion {

  private Exclusion() {}

  /** Why it is, or nothing. */
  public static Optional<String> of(MasterFile master, InstalledKernel kernel) {
    Conditions conditions = master.linux().conditions();
    List<String> why = new ArrayList<>();
    for (VersionBound bound : conditions.kernels()) {
      if (!bound.holds(kernel.release())) {
        why.add("it is for kernels " + bound);
      }
    }
    if (!conditions.architectures().isEmpty()
        && !conditions.architectures().contains(architecture())) {
      why.add("it is for " + String.join(", ", conditions.architectures()));
    }
    if (!conditions.options().isEmpty()) {
      KernelConfiguration configuration = KernelConfiguration.of(kernel);
      for (String option : conditions.options()) {
        if (!configuration.satisfies(option)) {
          why.add("the kernel is configured without " + option);
        }
      }
    }
    // A command of the developer's is asked last: the cheap answers are there by now.
    if (why.isEmpty()) {
      conditions.commands().stream()
          .filter(command -> !succeeds(command, kernel))
          .forEach(command -> why.add("'" + command + "' fails"));
    }
    return why.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", why));
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name;
  }

  private static boolean succeeds(String command, InstalledKernel kernel) {
    String release = "DLKM_KERNEL=" + kernel.release();
    String headers = "DLKM_HEADERS=" + kernel.headers();
    String path = "PATH=" + Child.PATH;
    List<String> words = List.of("env", "-i", path, release, headers, "sh", "-c", command);
    Sandbox sandbox = Sandbox.readOnly(kernel.host(), List.of(kernel.headers()));
    try {
      return sandbox.run(sandbox.builder(words)).status() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
