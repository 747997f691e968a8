package dlkm.install;

import dlkm.component.Families;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files and directories that an installation consists of (spec §2.1). */
final class InstalledFiles {

  private InstalledFiles() {}

  /** Those of a module that is a tree of its own, there or not: master file, code, system file. */
  static List<Path> of(Host host, String module) {
    return List.of(
        host.entry(Layout.master(module)),
        host.entry(Layout.code(module)),
        host.entry(Layout.system(module)));
  }

  /** Those of one module of a family with another name, there or not. */
  static List<Path> ofMember(Host host, String module) {
    return List.of(host.entry(Layout.master(module)), host.entry(Layout.system(module)));
  }

  /** Those that are there of a module or of a whole family. */
  static List<Path> present(Host host, String name) {
    List<Path> files = new ArrayList<>(of(host, name));
    for (String module : Families.modules(host, name)) {
      if (!module.equals(name)) {
        files.addAll(ofMember(host, module));
      }
    }
    return files.stream().filter(f -> Files.exists(f, LinkOption.NOFOLLOW_LINKS)).toList();
  }
}
