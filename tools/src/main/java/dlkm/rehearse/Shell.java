package dlkm.rehearse;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The shell texts that the machine's first process reads. */
final class Shell {

  /** Of the shell itself, or of this machine's other root. */
  private static final Set<String> NOT_PASSED = Set.of("PWD", "OLDPWD", "SHLVL", "_", "DLKM_ROOT");

  private Shell() {}

  /** The script that becomes the command. */
  static String job(GuestCommand job) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> variable : new TreeMap<>(job.environment()).entrySet()) {
      if (isName(variable.getKey()) && !NOT_PASSED.contains(variable.getKey())) {
        text.append("export ").append(variable.getKey()).append('=');
        text.append(quoted(variable.getValue())).append('\n');
      }
    }
    String directory = quoted(job.directory().toString());
    text.append("cd ").append(directory).append(" 2> /dev/null || cd /\nexec");
    for (String word : job.command()) {
      text.append(' ').append(quoted(word));
    }
    return text.append('\n').toString();
  }

  /** What the first process has to know: the command, and how to treat it. */
  static String settings(RehearsalSpec spec) {
    Effort effort = spec.job().effort();
    return """
        home=%s
        now=%d
        leave=%d
        disk=%d
        limit=%d
        settle=%d
        rounds=%d
        phase=%d
        job=%s
        """
        .formatted(
            quoted(spec.host().home().toString()),
            Instant.now().getEpochSecond(),
            spec.job().leaveLoaded() ? 1 : 0,
            spec.machine().disk().isPresent() ? 1 : 0,
            spec.job().timeout().toSeconds(),
            effort.settle().toSeconds(),
            effort.rounds(),
            effort.phase(),
            quoted(job(spec.job())));
  }

  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c == '_' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
