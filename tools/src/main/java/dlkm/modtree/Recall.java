package dlkm.modtree;

import dlkm.index.ModuleFacts;
import dlkm.index.SymbolPool;
import dlkm.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes from memory what is known of the modules that are there, and reads the others. */
final class Recall {

  private final Survey survey;
  private final List<ModuleFile> files;
  private final Remembered before;

  /** For each file its number in memory, or -1. */
  private final int[] known;

  private Recall(Survey survey, Remembered before) {
    this.survey = survey;
    files = survey.files();
    this.before = before;
    known = new int[files.size()];
    Map<String, Integer> numbers = Map.of();
    int next = 0;
    for (int i = 0; i < known.length; i++) {
      // Mostly the files are found in the order of the last time.
      if (next >= before.paths().size() || !before.paths().get(next).equals(files.get(i).path())) {
        numbers = numbers.isEmpty() ? numbers(before.paths()) : numbers;
        next = numbers.getOrDefault(files.get(i).path(), -1);
      }
      boolean same = next >= 0 && before.stamps().get(next).equals(files.get(i).stamp());
      known[i] = same ? next : -1;
      next++;
    }
  }

  private static Map<String, Integer> numbers(List<String> paths) {
    Map<String, Integer> numbers = HashMap.newHashMap(paths.size());
    for (int i = 0; i < paths.size(); i++) {
      numbers.put(paths.get(i), i);
    }
    return numbers;
  }

  /**
   * What is known now; nothing where that is what was known before.
   *
   * @param problems gets those of files that are no modules
   */
  static Optional<Remembered> of(
      Survey survey, Remembered before, Kmod kmod, Stamp program, List<Problem> problems) {
    Recall recall =
        new Recall(survey, kmod.bits() == before.kmod().bits() ? before : Remembered.NOTHING);
    List<Integer> left = recall.left();
    if (left.isEmpty()
        && before.paths().size() == survey.files().size()
        && before.directories().equals(survey.directories())
        && before.directoryStamps().equals(survey.stamps())
        && before.conf() == survey.conf()
        && before.program().equals(program)) {
      return Optional.empty();
    }
    return Optional.of(recall.read(left, kmod, program, problems));
  }

  private List<Integer> left() {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < known.length; i++) {
      if (known[i] < 0) {
        left.add(i);
      }
    }
    return left;
  }

  private Remembered read(List<Integer> left, Kmod kmod, Stamp program, List<Problem> problems) {
    long trusted = Stamp.trusted();
    // What nobody names any more goes only with all the rest: numbers must stay what they are.
    SymbolPool pool = left.size() == files.size() ? new SymbolPool() : before.known().pool();
    List<ModuleFile> changed = new ArrayList<>(left.size());
    left.forEach(i -> changed.add(files.get(i)));
    List<ModuleFacts> read = Reading.read(changed, kmod, pool, problems);
    ModuleFacts[] facts = new ModuleFacts[known.length];
    Stamp[] stamps = new Stamp[known.length];
    for (int i = 0; i < known.length; i++) {
      stamps[i] = files.get(i).stamp();
      facts[i] = known[i] < 0 ? ModuleFacts.UNKNOWN : before.known().facts().get(known[i]);
    }
    for (int i = 0; i < read.size(); i++) {
      int number = left.get(i);
      facts[number] = read.get(i);
      boolean unknown = facts[number].isUnknown();
      boolean doubtful = unknown || stamps[number].changed() > trusted;
      stamps[number] = doubtful ? Stamp.NONE : stamps[number];
    }
    return new Remembered(
        kmod,
        program,
        survey.conf(),
        survey.doubles(),
        survey.directories(),
        survey.stamps(),
        survey.paths(),
        Arrays.asList(stamps),
        before.numbering(),
        before.files(),
        Known.of(pool, Arrays.asList(facts)));
  }
}
