package dlkm.dkms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of the engine's log a package's {@code PRE_BUILD} said, and what the build said. The program
 * runs where the build runs, as a part of it; two lines of ours tell where it begins and ends.
 *
 * @param status its exit status; empty where it didn't run
 * @param output of the program, by lines
 * @param rest what was said after it
 */
record PreBuild(Optional<Integer> status, List<String> output, List<String> rest) {

  private static final String BEGINS = "dkms: pre_build begins";
  private static final String ENDS = "dkms: pre_build ends ";

  /**
   * The command that runs it.
   *
   * @param dialect which says whether its failure is one of the build
   */
  static String command(String script, Dialect dialect) {
    return "echo '"
        + BEGINS
        + "'; "
        + dialect.beforePreparation()
        + "$DLKM_TREE/"
        + script
        + "; dkms_status=$?; echo '"
        + ENDS
        + "'$dkms_status"
        + (dialect.logsScripts() ? "; exit $dkms_status" : "");
  }

  /** Reads a log. */
  static PreBuild of(List<String> log) {
    int begin = log.indexOf(BEGINS);
    if (begin < 0) {
      return new PreBuild(Optional.empty(), List.of(), log);
    }
    List<String> said = new ArrayList<>();
    int at = begin + 1;
    while (at < log.size() && !log.get(at).startsWith(ENDS)) {
      said.add(log.get(at++));
    }
    if (at == log.size()) {
      return new PreBuild(Optional.of(1), said, List.of());
    }
    int status = Integer.parseInt(log.get(at).substring(ENDS.length()));
    return new PreBuild(Optional.of(status), said, log.subList(at + 1, log.size()));
  }
}
