package dlkm.modtree;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is found of a kernel's modules.
 *
 * @param files the modules, one for a name
 * @param directories all that were listed, by the path that the index has for what is in them:
 *     below the kernel's module directory, or absolute
 * @param stamps of the directories; {@link Stamp#NONE} where the next command has to list it anew
 * @param conf a sum over the configuration that it was found by
 */
record Survey(List<ModuleFile> files, List<String> directories, List<Stamp> stamps, int conf) {

  /** Below this many files a second thread costs more than it brings. */
  private static final int FEW = 400;

  Survey {
    files = List.copyOf(files);
    directories = List.copyOf(directories);
    stamps = List.copyOf(stamps);
  }

  /**
   * The survey of the last time with the files' stamps of today, if each directory is as it was:
   * then no module has come or gone, and none stands for another one.
   */
  static Optional<Survey> again(TreePlace place, Remembered before, Kmod kmod, int conf) {
    List<String> directories = before.directories();
    if (directories.isEmpty() || before.conf() != conf || !before.kmod().equals(kmod)) {
      return Optional.empty();
    }
    List<String> paths = before.paths();
    ModuleFile[] files = new ModuleFile[paths.size()];
    boolean[] changed = new boolean[2];
    int half = paths.size() < FEW ? 0 : paths.size() / 2;
    Thread second =
        Thread.ofPlatform().start(() -> changed[1] = !look(place, paths, files, 0, half));
    changed[0] = !look(place, paths, files, half, files.length);
    changed[0] |= !sameDirectories(place, before);
    join(second);
    return changed[0] || changed[1]
        ? Optional.empty()
        : Optional.of(
            new Survey(Arrays.asList(files), directories, before.directoryStamps(), conf));
  }

  private static boolean sameDirectories(TreePlace place, Remembered before) {
    for (int i = 0; i < before.directories().size(); i++) {
      String path = before.directories().get(i);
      Stamp now = Stamp.of(place.path(path));
      if (!now.equals(before.directoryStamps().get(i))
          && (!path.isEmpty() || !sameTop(place, before))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The module directory itself changes with each write of the index. Nothing has come to it as
   * long as all that is there is a file of the index or known; what is gone has been missed
   * already.
   */
  private static boolean sameTop(TreePlace place, Remembered before) {
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

  private static boolean look(
      TreePlace place, List<String> paths, ModuleFile[] files, int from, int to) {
    for (int i = from; i < to; i++) {
      Path file = place.path(paths.get(i));
      Stamp stamp = Stamp.of(file);
      if (stamp.equals(Stamp.NONE)) {
        return false;
      }
      files[i] = new ModuleFile(paths.get(i), file, stamp);
    }
    return true;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The modules' paths. */
  List<String> paths() {
    List<String> paths = new ArrayList<>(files.size());
    files.forEach(file -> paths.add(file.path()));
    return paths;
  }
}
