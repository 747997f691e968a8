package dlkm.dkms;

import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The session of a command that is about all packages, without a word of DKMS's own. */
final class HandOverSession {

  private HandOverSession() {}

  /** An installed package and its kernel. */
  record Installed(PackageVersion version, KernelTarget kernel) {}

  /**
   * A session for the tree that the machine's settings name.
   *
   * @throws ProblemException when they can't be read
   */
  static DkmsSession of(Caller caller) {
    Host host = caller.host();
    Framework framework;
    Dialect dialect;
    try {
      framework = Framework.read(host, DkmsSession.runningRelease(), caller::say);
      dialect = framework.dialect();
    } catch (DkmsException e) {
      throw problem(Layout.DKMS_CONFIGURATION, e);
    }
    DkmsRequest request =
        new DkmsRequest(
            "",
            "",
            List.of(),
            List.of(),
            false,
            Optional.empty(),
            new DkmsRequest.Place("", ""),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new DkmsRequest.Flags(false, false, false, false, false, false, false));
    DkmsOutput output = new DkmsOutput(_ -> {}, caller::say, dialect);
    return DkmsSession.of(caller, request, framework, framework.tree(), output);
  }

  /**
   * A package's configuration.
   *
   * @throws ProblemException when it can't be read
   */
  static DkmsConf configuration(DkmsSession session, PackageVersion version, KernelTarget kernel) {
    try {
      return session.reader().read(version, kernel);
    } catch (DkmsException e) {
      throw problem(session.tree().shown(version) + "/" + PackageTree.SOURCE, e);
    }
  }

  private static ProblemException problem(String thing, DkmsException e) {
    return new ProblemException(thing, String.join(" ", e.lines()), "");
  }

  /** The packages that are installed for a kernel, by the tree. */
  static List<Installed> installed(DkmsSession session) {
    List<Installed> installed = new ArrayList<>();
    for (PackageVersion version : session.tree().added("", "")) {
      for (KernelTarget kernel : session.tree().kernels(version, "", "")) {
        if (session.tree().isActive(version, kernel)) {
          installed.add(new Installed(version, kernel));
        }
      }
    }
    return installed;
  }

  /** The links that say what is installed, and lead to nothing that was built. */
  static List<Problem> dangling(DkmsSession session) {
    PackageTree tree = session.tree();
    List<Problem> dangling = new ArrayList<>();
    for (String name : tree.names("").stream().filter(PackageVersion::isName).toList()) {
      for (PackageTree.Active active : tree.activeLinks(name)) {
        PackageVersion version = new PackageVersion(name, active.version());
        if (!tree.isAdded(version) || !tree.hasBuild(version, active.kernel())) {
          dangling.add(
              new Problem(
                  active.link().toString(),
                  "leads to nothing that was built",
                  "'dkms install "
                      + version
                      + " -k "
                      + active.kernel()
                      + "', or delete the link if the package is gone"));
        }
      }
    }
    return dangling;
  }
}
