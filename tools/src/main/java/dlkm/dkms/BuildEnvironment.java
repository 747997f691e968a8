package dlkm.dkms;

import dlkm.declaration.NameRules;
import dlkm.host.Child;
import dlkm.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The administrator's variables for the programs of builds: what a file for bash exports that
 * {@code build_environment} of {@code framework.conf} names. A compiler of another place is found
 * by such a one.
 */
final class BuildEnvironment {

  /** Arguments: the file, its text, the kernel's release and architecture. */
  private static final String SCRIPT =
      """
      exec 3>&1 1>/dev/null 2>&1
      dlkm_args=("$@") kernelver=$3 arch=$4
      set --
      if [[ -r ${dlkm_args[0]} ]]; then
        . "${dlkm_args[0]}"
      else
        . <(printf '%s\\n' "${dlkm_args[1]}")
      fi
      set +eux
      builtin command -p env -0 >&3
      printf 'end\\0' >&3
      """;

  private static final String END = "end";

  /** Those of the shell itself, and those by which a build knows what it is for. */
  private static final Set<String> OTHERS =
      Set.of("_", "SHLVL", "PWD", "OLDPWD", "module", "module_version", "kernelver", "arch");

  private BuildEnvironment() {}

  /**
   * The variables for a kernel, by name; none where no file is named.
   *
   * @throws DkmsException when the file comes to no regular end (8)
   */
  static Map<String, String> read(DkmsSession session, KernelTarget kernel) {
    String named = session.framework(kernel).buildEnvironment();
    if (named.isEmpty()) {
      return Map.of();
    }
    Path file = session.host().path(named);
    if (!Files.isRegularFile(file)) {
      session
          .output()
          .err()
          .say(named + ": no such file: 'build_environment' in /etc/dkms/framework.conf names it");
      return Map.of();
    }
    ConfShell shell =
        ConfShell.run(
            Sandbox.readOnly(session.host(), List.of()),
            SCRIPT,
            named,
            List.of(file.toString(), ConfEvaluator.code(file), kernel.release(), kernel.arch()));
    String text = new String(shell.output(), StandardCharsets.UTF_8);
    if (!shell.ended()) {
      throw bad(named + " " + ConfShell.TOO_LONG + ".");
    }
    if (!text.endsWith("\0" + END + "\0")) {
      throw bad(named + " ends its shell.");
    }
    return variables(text, session, named);
  }

  private static DkmsException bad(String what) {
    return new DkmsException(8, "Bad build environment.", "File: " + what);
  }

  private static Map<String, String> variables(String text, DkmsSession session, String named) {
    Map<String, String> usual = Child.clean(List.of("env")).environment();
    Map<String, String> variables = new TreeMap<>();
    for (String variable : text.split("\0", -1)) {
      int equals = variable.indexOf('=');
      String name = equals < 0 ? "" : variable.substring(0, equals);
      String value = variable.substring(equals + 1);
      if (!NameRules.isIdentifier(name) || OTHERS.contains(name) || value.equals(usual.get(name))) {
        continue;
      }
      String unfit = unfit(value);
      if (unfit.isEmpty()) {
        variables.put(name, value);
      } else {
        session.output().err().say(named + ": " + name + ": " + unfit + ": not given to builds");
      }
    }
    return variables;
  }

  /** Why a value can't be written into a makefile; empty where it can. */
  private static String unfit(String value) {
    if (value.indexOf('\n') >= 0) {
      return "more than one line";
    }
    return value.endsWith("\\") ? "ends with '\\', for make the sign of a continued line" : "";
  }
}
