package dlkm.dkms;

import dlkm.host.Notices;

/**
 * Where a command's lines go.
 *
 * @param out standard output
 * @param err standard error
 */
public record DkmsOutput(Notices out, Notices err) {

  void say(String line) {
    out.say(line);
  }

  void warn(String... lines) {
    err.say("Warning: " + String.join("\n", lines));
  }

  /** A failure that doesn't end the command, or the one that does. */
  public void error(String... lines) {
    err.say("Error! " + String.join("\n", lines));
  }
}
