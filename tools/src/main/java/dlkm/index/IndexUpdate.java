package dlkm.index;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Outcome of an update of kmod's index for our modules. */
public sealed interface IndexUpdate {

  /**
   * The files that get a new content, by name; none where the index is right already. Whoever
   * writes them does so in this order: a binary file before the text that it is made from, and
   * {@code modules.dep} last. An update after one that was cut short then finds what is left to do.
   */
  record Files(Map<String, byte[]> changed) implements IndexUpdate {

    public Files {
      changed = Collections.unmodifiableMap(new LinkedHashMap<>(changed));
    }
  }

  /**
   * The index can't be brought up to date from its own text: it has to be made anew from all
   * modules.
   */
  record NeedsAllModules(String reason) implements IndexUpdate {}
}
