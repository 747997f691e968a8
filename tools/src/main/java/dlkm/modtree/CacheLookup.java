package dlkm.modtree;

import dlkm.index.ModuleFacts;
import dlkm.index.SymbolPool;
import dlkm.index.TreeFacts;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes unchanged modules from the index cache and reads the others. */
final class CacheLookup {

  private final ScanResult survey;
  private final List<ModuleFile> files;
  private final IndexCache before;
  private final Kmod kmod;
  private final FileStamp program;

  /** Files that changed later may have changed again since they were read. */
  private final long trusted;

  /** For each file its number in memory, or -1. */
  private final int[] known;

  /** The files that have to be read. */
  private final List<Integer> left = new ArrayList<>();

  CacheLookup(
      ScanResult survey, IndexCache remembered, Kmod kmod, FileStamp program, long trusted) {
    this.survey = survey;
    this.kmod = kmod;
    this.program = program;
    this.trusted = trusted;
    files = survey.files();
    before = kmod.bits() == remembered.kmod().bits() ? remembered : IndexCache.NOTHING;
    known = new int[files.size()];
    boolean inOrder = survey.paths().equals(before.paths());
    Map<String, Integer> numbers = inOrder ? Map.of() : numbers(before.paths());
    for (int i = 0; i < known.length; i++) {
      int number = inOrder ? i : numbers.getOrDefault(files.get(i).path(), -1);
      boolean same = number >= 0 && before.stamps().get(number).equals(files.get(i).stamp());
      known[i] = same ? number : -1;
      if (!same) {
        left.add(i);
      }
    }
  }

  private static Map<String, Integer> numbers(List<String> paths) {
    Map<String, Integer> numbers = HashMap.newHashMap(paths.size());
    for (int i = 0; i < paths.size(); i++) {
      numbers.put(paths.get(i), i);
    }
    return numbers;
  }

  /** Whether nothing has changed since. */
  boolean isAllAsBefore() {
    return left.isEmpty()
        && survey.paths().equals(before.paths())
        && before.directories().equals(survey.directories())
        && before.directoryStamps().equals(survey.stamps())
        && before.conf() == survey.conf()
        && before.program().equals(program);
  }

  /**
   * Whether all modules are read again. Only then are unused symbols dropped, so that numbers stay
   * the same otherwise.
   */
  private boolean isAfresh() {
    return left.size() == files.size();
  }

  /** The cached content, if the set of modules is the same. */
  Optional<TreeFacts> earlier() {
    return isAfresh() || !survey.paths().equals(before.paths())
        ? Optional.empty()
        : Optional.of(before.known().facts());
  }

  /**
   * Returns the content of all modules.
   *
   * @param reading reads what isn't known
   * @param problems gets those of files that are no modules
   */
  IndexCache read(ParallelReader reading, List<Problem> problems) {
    SymbolPool pool = isAfresh() ? new SymbolPool() : before.known().pool();
    List<ModuleFile> changed = new ArrayList<>(left.size());
    left.forEach(i -> changed.add(files.get(i)));
    List<ModuleFacts> read = reading.read(changed, pool, problems);
    int[] numbers = known.clone();
    FileStamp[] stamps = new FileStamp[known.length];
    Arrays.setAll(stamps, i -> files.get(i).stamp());
    for (int i = 0; i < read.size(); i++) {
      int number = left.get(i);
      numbers[number] = ~i;
      boolean doubtful = read.get(i).isUnknown() || stamps[number].changed() > trusted;
      stamps[number] = doubtful ? FileStamp.NONE : stamps[number];
    }
    TreeFacts fresh = TreeFacts.of(read);
    TreeFacts facts = isAfresh() ? fresh : before.known().facts().merged(fresh, numbers);
    return new IndexCache(
        kmod,
        program,
        survey.conf(),
        survey.doubles(),
        survey.directories(),
        survey.stamps(),
        survey.paths(),
        Arrays.asList(stamps),
        before.numbering(),
        before.dependencyEnds(),
        before.files(),
        CachedContent.of(pool, facts));
  }
}
