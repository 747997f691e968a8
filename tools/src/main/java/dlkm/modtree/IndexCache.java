package dlkm.modtree;

import dlkm.index.PathList;
import dlkm.index.SymbolPool;
import dlkm.index.TreeFacts;
import java.util.List;
import java.util.Map;

/**
 * The index cache: the modules with their stamps and content, and the inputs of the index.
 *
 * @param kmod what the machine's kmod can do
 * @param program the stamp of the program that this was read from
 * @param conf a sum over the configuration
 * @param doubles whether some files lost their name to others
 * @param directories those that were listed; none where they have to be listed each time
 * @param paths the modules, in the order of the index
 * @param stamps of the modules' files; {@link FileStamp#NONE} where the facts may not be trusted
 * @param numbering a sum over the modules' names in the order of the index
 * @param dependencyEnds where the lines end in the file of dependencies that was left
 * @param files the stamps of the index's files, as they were left
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IndexCache(
    Kmod kmod,
    FileStamp program,
    int conf,
    boolean doubles,
    List<String> directories,
    List<FileStamp> directoryStamps,
    PathList paths,
    List<FileStamp> stamps,
    long numbering,
    int[] dependencyEnds,
    Map<String, FileStamp> files,
    CachedContent known) {

  IndexCache {
    directories = List.copyOf(directories);
    directoryStamps = List.copyOf(directoryStamps);
    stamps = List.copyOf(stamps);
    files = Map.copyOf(files);
  }

  static final IndexCache NOTHING =
      new IndexCache(
          Kmod.ofBits(0),
          FileStamp.NONE,
          0,
          false,
          List.of(),
          List.of(),
          PathList.of(List.of()),
          List.of(),
          0,
          new int[0],
          Map.of(),
          CachedContent.of(new SymbolPool(), TreeFacts.of(List.of())));

  FileStamp file(String name) {
    return files.getOrDefault(name, FileStamp.NONE);
  }
}
