package dlkm.index;

import java.util.ArrayList;
import java.util.List;

/**
 * Contents of the files of all modules of a kernel that the index uses, for each as in {@link
 * ModuleFacts}.
 */
public record TreeFacts(
    FlatLists<int[]> exports,
    FlatLists<int[]> needs,
    FlatLists<byte[]> aliases,
    FlatLists<byte[]> others) {

  /** Of modules that were read one by one. */
  public static TreeFacts of(List<ModuleFacts> modules) {
    List<int[]> exports = new ArrayList<>(modules.size());
    List<int[]> needs = new ArrayList<>(modules.size());
    List<byte[]> aliases = new ArrayList<>(modules.size());
    List<byte[]> others = new ArrayList<>(modules.size());
    for (ModuleFacts module : modules) {
      exports.add(module.exports());
      needs.add(module.needs());
      aliases.add(module.aliases());
      others.add(module.others());
    }
    return new TreeFacts(
        FlatLists.ofNumbers(exports),
        FlatLists.ofNumbers(needs),
        FlatLists.ofTexts(aliases),
        FlatLists.ofTexts(others));
  }

  /**
   * The facts of some of these modules and some others.
   *
   * @param numbers those of modules here, and {@code ~n} for module {@code n} of the others
   */
  public TreeFacts merged(TreeFacts fresh, int[] numbers) {
    return new TreeFacts(
        exports.merged(fresh.exports, numbers, int[]::new),
        needs.merged(fresh.needs, numbers, int[]::new),
        aliases.merged(fresh.aliases, numbers, byte[]::new),
        others.merged(fresh.others, numbers, byte[]::new));
  }
}
