package dlkm.rehearse;

import java.util.List;
import java.util.Optional;

/**
 * How a machine ended, as seen from outside.
 *
 * @param stuck that its kernel was found stuck, and why
 * @param words what it said when it was interrupted then
 * @param spoken the length of its console's text before that
 * @param doubt why the host had to end it, or couldn't run it to its end
 */
record MachineEnding(
    Optional<String> stuck, List<String> words, int spoken, Optional<String> doubt) {

  static final MachineEnding ORDERLY =
      new MachineEnding(Optional.empty(), List.of(), Integer.MAX_VALUE, Optional.empty());

  static MachineEnding stuck(String why, List<String> words, int spoken) {
    return new MachineEnding(Optional.of(why), words, spoken, Optional.empty());
  }

  static MachineEnding doubtful(String why) {
    return new MachineEnding(Optional.empty(), List.of(), Integer.MAX_VALUE, Optional.of(why));
  }
}
