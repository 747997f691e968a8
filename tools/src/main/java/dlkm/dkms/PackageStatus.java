package dlkm.dkms;

import dlkm.host.Layout;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One row of {@code dkms status}.
 *
 * @param kernel absent for a package that is only added
 * @param state added, built, installed or broken
 * @param remarks of something unusual
 */
public record PackageStatus(
    PackageVersion version, Optional<KernelTarget> kernel, String state, List<String> remarks) {

  private static final String BROKEN = "broken";

  public PackageStatus {
    remarks = List.copyOf(remarks);
  }

  /** The row as DKMS prints it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(version.toString());
    kernel.ifPresent(k -> text.append(", ").append(k.release()).append(", ").append(k.arch()));
    text.append(": ").append(state);
    remarks.forEach(remark -> text.append(" (").append(remark).append(')'));
    return text.toString();
  }

  /** Whether its sources are gone, so that nothing more is known of it. */
  public boolean isBroken() {
    return state.equals(BROKEN);
  }

  /** The rows that the command line asks for. */
  static List<PackageStatus> of(DkmsSession session) {
    DkmsRequest request = session.request();
    List<String> releases = request.kernels().isEmpty() ? List.of("") : request.kernels();
    List<PackageStatus> rows = new ArrayList<>();
    for (int i = 0; i < releases.size(); i++) {
      List<String> archs = request.archs();
      String arch = archs.isEmpty() ? "" : archs.get(Math.min(i, archs.size() - 1));
      for (PackageVersion version : session.tree().all(request.name(), request.version())) {
        rows.addAll(of(session, version, releases.get(i), arch));
      }
    }
    return rows;
  }

  private static List<PackageStatus> of(
      DkmsSession session, PackageVersion version, String release, String arch) {
    if (session.output().dialect().knowsBroken() && session.tree().isBroken(version)) {
      return List.of(new PackageStatus(version, Optional.empty(), BROKEN, List.of()));
    }
    List<PackageStatus> rows = new ArrayList<>();
    if (!session.tree().isAdded(version)) {
      return rows;
    }
    for (KernelTarget kernel : session.tree().kernels(version, release, arch)) {
      if (session.isBuilt(version, kernel)) {
        boolean installed = session.tree().isActive(version, kernel);
        rows.add(
            new PackageStatus(
                version,
                Optional.of(kernel),
                installed ? "installed" : "built",
                remarks(session, version, kernel, installed)));
      }
    }
    if (rows.isEmpty()) {
      rows.add(new PackageStatus(version, Optional.empty(), "added", List.of()));
    }
    return rows;
  }

  private static List<String> remarks(
      DkmsSession session, PackageVersion version, KernelTarget kernel, boolean installed) {
    PackageTree tree = session.tree();
    Dialect dialect = session.output().dialect();
    List<String> remarks = new ArrayList<>();
    if (Files.isDirectory(tree.host().path(tree.originals(version.name(), kernel)))) {
      remarks.add(dialect.originalsRemark());
    }
    List<String> modules = new ArrayList<>();
    for (String dest : session.dests(version, kernel)) {
      Optional<Path> built =
          BuiltFiles.find(tree, version, kernel, dest)
              .filter(file -> isExpected(session, kernel, file));
      if (built.isEmpty() && !dialect.missingRemark().isEmpty()) {
        modules.add(dialect.missingRemark());
      } else if (installed && !isSame(tree, kernel, dest, built)) {
        modules.add(dialect.differentRemark());
      }
    }
    remarks.addAll(dialect.remarksOnce() ? modules.stream().limit(1).toList() : modules);
    return remarks;
  }

  /** DKMS looks for modules packed as the kernel's are, and for none where the kernel is gone. */
  private static boolean isExpected(DkmsSession session, KernelTarget kernel, Path file) {
    return file.toString().endsWith(PackageTree.KO)
        || session.output().dialect().missingRemark().isEmpty()
        || Files.isDirectory(session.kernel(kernel).modules());
  }

  /** Whether what is installed by a name is what was built. */
  static boolean isSame(PackageTree tree, KernelTarget kernel, String dest, Optional<Path> built) {
    List<Path> installed = BuiltFiles.installed(tree, kernel, dest);
    if (built.isEmpty() || installed.isEmpty()) {
      return false;
    }
    try {
      String link =
          Layout.dkmsLink(kernel.release(), installed.getFirst().getFileName().toString());
      Path file = tree.host().path(link);
      return Files.exists(file) && KeptBuild.isSame(built.get(), file);
    } catch (IOException | ProblemException e) {
      return false;
    }
  }
}
