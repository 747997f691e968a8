package dlkm.modtree;

import dlkm.index.DepmodConf;
import dlkm.modname.ModuleName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lists the few directories again that have changed since the last survey. */
final class PartialScan {

  private final TreePlace place;
  private final Kmod kmod;
  private final DepmodConf conf;
  private final IndexCache before;
  private final List<String> changed;
  private final Set<String> known;
  private final List<ModuleFile> files = new ArrayList<>();
  private boolean same = true;

  /**
   * @param changed the directories to list
   */
  PartialScan(
      TreePlace place, Kmod kmod, DepmodConf conf, IndexCache before, List<String> changed) {
    this.place = place;
    this.kmod = kmod;
    this.conf = conf;
    this.before = before;
    this.changed = changed;
    known = new HashSet<>();
    for (String directory : changed) {
      addBelow(directory, before.paths());
      addBelow(directory, before.directories());
    }
  }

  private void addBelow(String directory, List<String> paths) {
    for (String path : paths) {
      if (path.startsWith(directory)) {
        known.add(path);
      }
    }
  }

  /** The modules that are there now. */
  List<ModuleFile> files() {
    return files;
  }

  /** Whether they are those of the last time, whatever is in them. */
  boolean isSame() {
    return same;
  }

  /**
   * Scans the changed directories; false if they are not sufficient.
   *
   * @param then the modules of the last time; those without a stamp are gone
   */
  boolean list(List<ModuleFile> then) {
    if (before.doubles() && !changed.isEmpty()) {
      return false;
    }
    for (ModuleFile file : then) {
      if (!file.stamp().equals(FileStamp.NONE)) {
        files.add(file);
      } else if (!changed.contains(parent(file.path()))) {
        return false;
      } else {
        same = false;
      }
    }
    for (String directory : changed) {
      if (!list(directory)) {
        return false;
      }
    }
    return true;
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private boolean list(String directory) {
    String[] names = place.path(directory).toFile().list();
    if (names == null) {
      return false;
    }
    for (String name : names) {
      String path = directory.isEmpty() ? name : directory.concat("/").concat(name);
      boolean excluded =
          name.equals("build") || name.equals("source") || conf.exclude().contains(name);
      if (!Kmod.isIndexable(name) || !excluded && !known.contains(path) && !add(path, name)) {
        return false;
      }
    }
    return true;
  }

  private boolean add(String path, String name) {
    Path file = place.path(path);
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      boolean diverted = !place.host().isThisMachine() && Files.isSymbolicLink(file);
      if (diverted || !attributes.isRegularFile() || kmod.isForeign(name)) {
        return false;
      }
      if (!kmod.isModule(name)) {
        return true;
      }
      String module = ModuleName.ofFile(name);
      for (ModuleFile other : files) {
        if (ModuleName.ofFile(other.path()).equals(module)) {
          return false;
        }
      }
      files.add(new ModuleFile(path, file, FileStamp.of(attributes)));
      same = false;
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
