package dlkm.dkms;

import dlkm.host.Caller;
import dlkm.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The session of a command that is about all packages, without a word of DKMS's own. */
final class HandOverSession {

  private HandOverSession() {}

  /** An installed package and its kernel. */
  record Installed(PackageVersion version, KernelTarget kernel) {}

  static DkmsSession of(Caller caller) {
    Host host = caller.host();
    Framework framework = Framework.read(host, DkmsSession.runningRelease(), caller::say);
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
            new DkmsRequest.Flags(false, false, false, false, false, false));
    DkmsOutput output = new DkmsOutput(_ -> {}, caller::say, framework.dialect());
    return DkmsSession.of(caller, request, framework.tree(), output);
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
}
