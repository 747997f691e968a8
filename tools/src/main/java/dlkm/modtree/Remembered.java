package dlkm.modtree;

import dlkm.index.ModuleFacts;
import dlkm.index.SymbolPool;
import java.util.List;
import java.util.Map;

/**
 * What the last command knew: of each module its facts and by what the file is known, and what the
 * index was made from.
 *
 * @param kmod what the machine's kmod can do, and the stamp of the program that this was read from
 * @param paths the modules in the order in which they were found
 * @param stamps of the modules' files; {@link Stamp#NONE} where the facts may not be trusted
 * @param numbering a sum over the modules' names in the order of the index
 * @param files the stamps of the index's files, as they were left
 */
record Remembered(
    Kmod kmod,
    Stamp program,
    SymbolPool pool,
    List<String> paths,
    List<Stamp> stamps,
    List<ModuleFacts> facts,
    long numbering,
    Map<String, Stamp> files) {

  Remembered {
    paths = List.copyOf(paths);
    stamps = List.copyOf(stamps);
    facts = List.copyOf(facts);
    files = Map.copyOf(files);
  }

  static final Remembered NOTHING =
      new Remembered(
          Kmod.ofBits(0),
          Stamp.NONE,
          new SymbolPool(),
          List.of(),
          List.of(),
          List.of(),
          0,
          Map.of());

  /** The same with the index that was made from it. */
  Remembered left(long names, Map<String, Stamp> index) {
    return new Remembered(kmod, program, pool, paths, stamps, facts, names, index);
  }

  Stamp file(String name) {
    return files.getOrDefault(name, Stamp.NONE);
  }
}
