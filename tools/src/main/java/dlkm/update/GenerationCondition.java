package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.Host;
import java.util.Optional;

/**
 * The condition of a transaction whose files belong to a generation: they change where that has
 * become the current one.
 *
 * @param release the kernel's release
 * @param number the generation's
 */
public record GenerationCondition(String release, int number) {

  private static final String KIND = "generation";

  /** It in one line, for the journal. */
  public String line() {
    return KIND + " " + release + " " + number;
  }

  /** The condition of a line, if it is one of this kind. */
  static Optional<GenerationCondition> of(String line) {
    String[] words = line.split(" ", -1);
    try {
      return words.length == 3 && words[0].equals(KIND)
          ? Optional.of(new GenerationCondition(words[1], Integer.parseInt(words[2])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether the generation became current; a shutdown may have made current since what it held. */
  boolean isMade(Host host) {
    FunctionSet set = new FunctionSet(host, release);
    Generation made = set.generation(number);
    return set.current()
        .filter(now -> now.equals(made) || set.heldAfter(made).equals(Optional.of(now)))
        .isPresent();
  }
}
