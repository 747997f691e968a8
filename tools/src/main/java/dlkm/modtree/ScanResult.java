package dlkm.modtree;

import dlkm.index.DepmodConf;
import dlkm.index.PathList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The result of a scan of a kernel's modules.
 *
 * @param files the modules, one for a name
 * @param paths theirs
 * @param directories all that were listed, by the path that the index has for what is in them:
 *     below the kernel's module directory, or absolute
 * @param stamps of the directories; {@link FileStamp#NONE} where the next command has to list it
 *     anew
 * @param conf a sum over the configuration that it was found by
 * @param doubles whether there are files besides that lost their name to one of these
 */
record ScanResult(
    List<ModuleFile> files,
    PathList paths,
    List<String> directories,
    List<FileStamp> stamps,
    int conf,
    boolean doubles) {

  ScanResult {
    files = List.copyOf(files);
    directories = List.copyOf(directories);
    stamps = List.copyOf(stamps);
  }

  /** The result of a full scan. */
  static ScanResult of(
      List<ModuleFile> files,
      List<String> directories,
      List<FileStamp> stamps,
      int conf,
      boolean doubles) {
    return new ScanResult(files, paths(files), directories, stamps, conf, doubles);
  }

  private static PathList paths(List<ModuleFile> files) {
    List<String> paths = new ArrayList<>(files.size());
    files.forEach(file -> paths.add(file.path()));
    return PathList.of(paths);
  }

  /**
   * The previous result with current stamps. Changed directories are listed again. Empty if a full
   * scan is needed: a directory was added or removed, or the choice among modules with one name may
   * have changed.
   */
  static Optional<ScanResult> again(
      TreePlace place, IndexCache before, Kmod kmod, DepmodConf conf, long trusted)
      throws IOException {
    if (before.directories().isEmpty()
        || before.conf() != conf.sum()
        || before.kmod().bits() != kmod.bits()) {
      return Optional.empty();
    }
    ModuleFile[] files = new ModuleFile[before.paths().size()];
    List<FileStamp> stamps = new ArrayList<>(before.directories().size());
    List<String> changed = new ArrayList<>();
    int half = files.length / 2;
    SharedQueue.share(
        List.of(
            () -> look(place, before.paths(), files, 0, half),
            () -> look(place, before.paths(), files, half, files.length),
            () -> changed(place, before, stamps, changed)));
    PartialScan relisting = new PartialScan(place, kmod, conf, before, changed);
    if (!relisting.list(Arrays.asList(files))) {
      return Optional.empty();
    }
    for (int i = 0; i < stamps.size(); i++) {
      boolean listed = changed.contains(before.directories().get(i));
      stamps.set(i, listed && stamps.get(i).changed() > trusted ? FileStamp.NONE : stamps.get(i));
    }
    List<ModuleFile> found = relisting.files();
    return Optional.of(
        new ScanResult(
            found,
            relisting.isSame() ? before.paths() : paths(found),
            before.directories(),
            stamps,
            before.conf(),
            before.doubles()));
  }

  /** The directories that aren't as they were go into a list; the stamps of all into another. */
  private static void changed(
      TreePlace place, IndexCache before, List<FileStamp> stamps, List<String> changed) {
    for (int i = 0; i < before.directories().size(); i++) {
      String path = before.directories().get(i);
      FileStamp now = FileStamp.of(place.path(path));
      FileStamp then = before.directoryStamps().get(i);
      if (now.equals(then)) {
        stamps.add(now);
      } else if (path.isEmpty() && sameTop(place, before)) {
        stamps.add(then);
      } else {
        stamps.add(now);
        changed.add(path);
      }
    }
  }

  /**
   * Whether the module directory has no new modules. Each write of the index changes its mtime, so
   * its entries are compared.
   */
  private static boolean sameTop(TreePlace place, IndexCache before) {
    String[] names = place.directory().toFile().list();
    if (names == null) {
      return false;
    }
    for (String name : names) {
      boolean known =
          name.equals("build")
              || name.equals("source")
              || name.startsWith("modules.") && !name.contains(".ko")
              || before.directories().contains(name)
              || before.paths().contains(name);
      if (!known) {
        return false;
      }
    }
    return true;
  }

  /** A file that isn't there any more gets {@link FileStamp#NONE}. */
  private static void look(
      TreePlace place, List<String> paths, ModuleFile[] files, int from, int to) {
    for (int i = from; i < to; i++) {
      Path file = place.path(paths.get(i));
      files[i] = new ModuleFile(paths.get(i), file, FileStamp.of(file));
    }
  }

  /** The same with the modules in another order, by their numbers in this one. */
  ScanResult inOrder(int[] order) {
    List<ModuleFile> ordered = new ArrayList<>(order.length);
    for (int number : order) {
      ordered.add(files.get(number));
    }
    return ScanResult.of(ordered, directories, stamps, conf, doubles);
  }
}
