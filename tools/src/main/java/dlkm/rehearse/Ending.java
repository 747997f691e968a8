package dlkm.rehearse;

import java.util.List;
import java.util.Optional;

/**
 * How a machine ended, as seen from outside.
 *
 * @param stuck that its kernel was found stuck, and why
 * @param words what it said when it was interrupted then
 * @param doubt why the host had to end it, or couldn't run it to its end
 */
record Ending(Optional<String> stuck, List<String> words, Optional<String> doubt) {

  static final Ending ORDERLY = new Ending(Optional.empty(), List.of(), Optional.empty());

  static Ending stuck(String why, List<String> words) {
    return new Ending(Optional.of(why), words, Optional.empty());
  }

  static Ending doubtful(String why) {
    return new Ending(Optional.empty(), List.of(), Optional.of(why));
  }
}
