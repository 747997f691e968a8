package dlkm.graph;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One module needs another.
 *
 * @param from the name of the module that needs
 * @param to the name of the needed module
 * @param needs how, never empty
 */
public record Edge(String from, String to, Set<Need> needs) {

  public Edge {
    needs = Collections.unmodifiableSet(EnumSet.copyOf(needs));
  }

  /** The strongest way in which it needs the other. */
  Need strongest() {
    return needs.iterator().next();
  }

  /** All ways, {@code symbol+declared}. */
  public String words() {
    StringBuilder words = new StringBuilder();
    for (Need need : needs) {
      words.append(words.isEmpty() ? "" : "+").append(need.word());
    }
    return words.toString();
  }
}
