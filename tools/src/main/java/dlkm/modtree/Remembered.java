package dlkm.modtree;

import dlkm.index.SymbolPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the last command knew: the modules, by what each file is known and what it holds, and what
 * the index was made from.
 *
 * @param kmod what the machine's kmod can do
 * @param program the stamp of the program that this was read from
 * @param conf a sum over the configuration
 * @param doubles whether some files lost their name to others
 * @param directories those that were listed; none where they have to be listed each time
 * @param paths the modules; those that are left for the next command in the order of the index
 * @param stamps of the modules' files; {@link Stamp#NONE} where the facts may not be trusted
 * @param numbering a sum over the modules' names in the order of the index
 * @param files the stamps of the index's files, as they were left
 */
record Remembered(
    Kmod kmod,
    Stamp program,
    int conf,
    boolean doubles,
    List<String> directories,
    List<Stamp> directoryStamps,
    List<String> paths,
    List<Stamp> stamps,
    long numbering,
    Map<String, Stamp> files,
    Known known) {

  Remembered {
    directories = List.copyOf(directories);
    directoryStamps = List.copyOf(directoryStamps);
    paths = List.copyOf(paths);
    stamps = List.copyOf(stamps);
    files = Map.copyOf(files);
  }

  static final Remembered NOTHING =
      new Remembered(
          Kmod.ofBits(0),
          Stamp.NONE,
          0,
          false,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          0,
          Map.of(),
          Known.of(new SymbolPool(), List.of()));

  /** The same with the index that was made from it. */
  Remembered left(long names, Map<String, Stamp> index) {
    return new Remembered(
        kmod,
        program,
        conf,
        doubles,
        directories,
        directoryStamps,
        paths,
        stamps,
        names,
        index,
        known);
  }

  /** The same with the modules in another order, by their numbers in this one. */
  Remembered inOrder(int[] order) {
    return new Remembered(
        kmod,
        program,
        conf,
        doubles,
        directories,
        directoryStamps,
        picked(paths, order),
        picked(stamps, order),
        numbering,
        files,
        Known.of(known.pool(), picked(known.facts(), order)));
  }

  private static <T> List<T> picked(List<T> list, int[] order) {
    List<T> picked = new ArrayList<>(order.length);
    for (int number : order) {
      picked.add(list.get(number));
    }
    return picked;
  }

  Stamp file(String name) {
    return files.getOrDefault(name, Stamp.NONE);
  }
}
