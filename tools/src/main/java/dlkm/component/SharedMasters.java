package dlkm.component;

import dlkm.declaration.SharedMaster;
import dlkm.declaration.TunableDefault;
import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The master files of many drivers that are beside those of the modules (spec §2.1, §3.1). */
public final class SharedMasters {

  private SharedMasters() {}

  /** All of them, those that are a module's own left out. */
  public static List<SharedMaster> read(Host host) {
    List<SharedMaster> masters = new ArrayList<>();
    Path directory = host.path(Layout.MASTERS);
    Set<String> families = Families.names(host);
    for (String name : DirectoryNames.of(directory)) {
      Path file = directory.resolve(name);
      if (Files.isRegularFile(file)
          && !name.startsWith(AtomicFiles.ASIDE)
          && !families.contains(name)
          && !InstalledModule.isInstalled(host, name)
          && !InstalledModule.hasCode(host, name)) {
        masters.add(SharedMaster.parse(file.toString(), Texts.read(file)));
      }
    }
    return masters;
  }

  /** Whether one of them names the driver or subsystem. */
  public static boolean names(Host host, String name) {
    for (SharedMaster master : read(host)) {
      if (master.names().contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** All their tunables. */
  public static List<TunableDefault> tunables(Host host) {
    List<TunableDefault> tunables = new ArrayList<>();
    for (SharedMaster master : read(host)) {
      tunables.addAll(master.tunables());
    }
    return tunables;
  }
}
