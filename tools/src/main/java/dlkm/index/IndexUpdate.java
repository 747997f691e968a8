package dlkm.index;

import java.util.Map;

/** What comes of bringing kmod's index up to date with our modules. */
public sealed interface IndexUpdate {

  /**
   * The files that get a new content, by name; none where the index is right already. They belong
   * together: whoever writes them writes all of them or none.
   */
  record Files(Map<String, byte[]> changed) implements IndexUpdate {

    public Files {
      changed = Map.copyOf(changed);
    }
  }

  /**
   * The index can't be brought up to date from its own text: {@code depmod} has to make it anew.
   */
  record NeedsDepmod(String reason) implements IndexUpdate {}
}
