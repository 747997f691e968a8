package dlkm.dkms;

import dlkm.component.Texts;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The packages that files of the distribution name, to be installed whatever the kernel has. */
final class ForcedPackages {

  private static final String DIRECTORY = "/usr/share/dkms/modules_to_force_install";
  private static final String VERSION_ALONE = "_version-override";

  private ForcedPackages() {}

  /** The session with the options that are given to the package there, which is told. */
  static DkmsSession apply(DkmsSession session, String name) {
    Set<String> words = words(session.host());
    DkmsRequest request = session.request();
    if (words.contains(name)) {
      session.output().say("Forcing installation of " + name);
      return session.with(request.with(request.flags().forced()));
    }
    if (words.contains(name + VERSION_ALONE)) {
      session.output().say("Forcing version override of " + name);
      return session.with(request.with(request.flags().versionForced()));
    }
    return session;
  }

  private static Set<String> words(Host host) {
    Set<String> words = new HashSet<>();
    for (String file : DirectoryNames.of(host.path(DIRECTORY))) {
      String text = Texts.readOrEmpty(host.path(DIRECTORY + "/" + file)).strip();
      words.addAll(List.of(text.split("\\s+")));
    }
    return words;
  }
}
