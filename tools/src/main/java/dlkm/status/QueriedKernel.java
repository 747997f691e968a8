package dlkm.status;

import dlkm.funcset.FunctionSet;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.kernel.LoadedModule;
import dlkm.kernel.LoadedModules;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The kernel that a query is about. Unlike a build it needs no installed kernel, and below another
 * root the one that {@code /proc} there shows counts as running: an image or a fixture is asked the
 * same questions.
 *
 * @param running whether {@code /proc} and {@code /sys} tell about it
 */
public record QueriedKernel(Host host, String release, boolean running) {

  public static QueriedKernel of(Host host, Optional<String> named) {
    Optional<String> now = osrelease(host);
    if (named.isPresent()) {
      requireKnown(host, named.get());
      return new QueriedKernel(host, named.get(), now.equals(named));
    }
    if (now.isEmpty()) {
      now = registered(host);
    }
    if (now.isEmpty()) {
      throw none(host);
    }
    return new QueriedKernel(host, now.get(), true);
  }

  private static void requireKnown(Host host, String release) {
    FunctionSet set = new FunctionSet(host, release);
    if (!Files.isDirectory(set.directory())
        && !Files.isDirectory(new InstalledKernel(host, release).modules())) {
      throw new ProblemException(
          release,
          "no such kernel: neither " + set.directory() + " nor its modules are there",
          "'ls /lib/modules' lists the kernels");
    }
  }

  private static Optional<String> osrelease(Host host) {
    try {
      Path file = host.path("/proc/sys/kernel/osrelease");
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The only kernel that a tree without {@code /proc} is for, if it is the only one. */
  private static Optional<String> registered(Host host) {
    try {
      Path set = Files.readSymbolicLink(host.entry(Layout.RUNNING));
      return Optional.of(set.getFileName().toString());
    } catch (IOException e) {
      // No kernel is the running one there.
    }
    List<FunctionSet> sets = FunctionSet.all(host);
    return sets.size() == 1 ? Optional.of(sets.getFirst().release()) : Optional.empty();
  }

  private static ProblemException none(Host host) {
    return new ProblemException(
        host.root().toString(), "has no running kernel", "name an installed one with -K RELEASE");
  }

  public FunctionSet functionSet() {
    return new FunctionSet(host, release);
  }

  /** The loaded modules; none in a kernel that isn't running. */
  public List<LoadedModule> loaded() {
    return running ? LoadedModules.all(host) : List.of();
  }
}
