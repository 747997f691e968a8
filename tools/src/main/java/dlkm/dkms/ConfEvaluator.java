package dlkm.dkms;

import dlkm.host.FileContent;
import dlkm.host.Notices;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Evaluates configuration files, which are programs for bash, as a user without rights, and reads
 * back the values of named variables. Nothing that they print is evaluated again.
 */
final class ConfEvaluator {

  /**
   * Arguments: the number of variables, their names and values; the number of files, their paths
   * and texts; the number of variables set afterwards, their names and values; the names of the
   * wanted variables. A file that the user may not read is evaluated from its text. Of values that
   * are regular expressions for the kernel, bash itself says whether they match.
   */
  private static final String SCRIPT =
      """
      shopt -s extglob
      exec 3>&1 1>/dev/null
      dlkm_args=("$@") dlkm_at=1
      for ((dlkm_n = dlkm_args[0]; dlkm_n > 0; dlkm_n--)); do
        printf -v "${dlkm_args[dlkm_at]}" %s "${dlkm_args[dlkm_at+1]}"
        ((dlkm_at += 2))
      done
      dlkm_kernel=${kernelver-} dlkm_arch=${arch-}
      for ((dlkm_n = dlkm_args[dlkm_at++]; dlkm_n > 0; dlkm_n--)); do
        set --
        printf 'file\\0%s\\0' "${dlkm_args[dlkm_at]}" >&3
        # As with DKMS, a failed command ends nothing, though the file says 'set -e'.
        if [[ -r ${dlkm_args[dlkm_at]} ]]; then
          . "${dlkm_args[dlkm_at]}" || :
        else
          . <(printf '%s\\n' "${dlkm_args[dlkm_at+1]}") || :
        fi
        ((dlkm_at += 2))
      done
      set +eux
      for ((dlkm_n = dlkm_args[dlkm_at++]; dlkm_n > 0; dlkm_n--)); do
        printf -v "${dlkm_args[dlkm_at]}" %s "${dlkm_args[dlkm_at+1]}"
        ((dlkm_at += 2))
      done
      shopt -u nocasematch
      for dlkm_name in "${dlkm_args[@]:dlkm_at}"; do
        declare -n dlkm_ref=$dlkm_name
        for dlkm_i in "${!dlkm_ref[@]}"; do
          dlkm_value=${dlkm_ref[dlkm_i]%$'\\r'}
          # DKMS expands a value once more, so that authors write it in single quotes too.
          if [[ $dlkm_value = *[\\$\\\\\\`]* ]] &&
            dlkm_new=$(eval "dlkm_value=\\"$dlkm_value\\"" 2>/dev/null && printf %sx "$dlkm_value"); then
            dlkm_value=${dlkm_new%x}
          fi
          printf 'value\\0%s\\0%s\\0%s\\0' "$dlkm_name" "$dlkm_i" "$dlkm_value" >&3
          case $dlkm_name in
            BUILD_EXCLUSIVE_ARCH) dlkm_text=$dlkm_arch ;;
            BUILD_EXCLUSIVE_KERNEL | *_MATCH) dlkm_text=$dlkm_kernel ;;
            *) continue ;;
          esac
          if [[ $dlkm_text =~ $dlkm_value ]]; then
            printf 'match\\0%s\\0%s\\0\\0' "$dlkm_name" "$dlkm_i" >&3
          fi
        done
      done
      printf 'end\\0' >&3
      """;

  private ConfEvaluator() {}

  /**
   * Evaluates the files, one after the other.
   *
   * @param sandbox where they are evaluated
   * @param given the variables that are set before
   * @param directives those that are set afterwards
   * @param names the variables to be read back
   * @param err gets what the files print on standard error
   * @return their values
   * @throws DkmsException when the evaluation came to no regular end (8)
   */
  static ConfVariables run(
      Sandbox sandbox,
      Map<String, String> given,
      Map<String, String> directives,
      List<Path> files,
      List<String> names,
      Notices err) {
    List<String> arguments = new ArrayList<>();
    arguments.add(String.valueOf(given.size()));
    given.forEach((name, value) -> arguments.addAll(List.of(name, value)));
    arguments.add(String.valueOf(files.size()));
    files.forEach(file -> arguments.addAll(List.of(file.toString(), code(file))));
    arguments.add(String.valueOf(directives.size()));
    directives.forEach((name, value) -> arguments.addAll(List.of(name, value)));
    arguments.addAll(names);
    ConfShell shell = ConfShell.run(sandbox, SCRIPT, PackageTree.CONF, arguments);
    if (!shell.ended()) {
      throw wrong(shell.output(), files, ConfShell.TOO_LONG, err);
    }
    shell.said().lines().forEach(err::say);
    return ConfVariables.parse(shell.output(), names)
        .orElseThrow(() -> wrong(shell.output(), files, "leaves the shell before its end", err));
  }

  /** The file that was the last to begin is the one at fault. */
  private static DkmsException wrong(byte[] output, List<Path> files, String what, Notices err) {
    String file = ConfVariables.lastFile(output).orElse(files.getFirst().toString());
    err.say(file + ": " + what + ": not evaluated");
    return notValid(file);
  }

  /** The failure of a file that can't be used. */
  static DkmsException notValid(String file) {
    return new DkmsException(
        8, "Bad conf file.", "File: " + file + " does not represent a valid dkms.conf file.");
  }

  /** A comment may be in any character set: the shell takes bytes. */
  static String code(Path file) {
    try {
      byte[] bytes = FileContent.bytes(file);
      String text = new String(bytes, StandardCharsets.UTF_8);
      boolean same = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
      return same ? text : new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
