package dlkm.dkms;

import dlkm.host.Notices;
import java.util.List;

/**
 * Where a command's lines go, and in which version's words.
 *
 * @param raw standard output, without an end of line
 * @param err standard error, by lines
 */
public record DkmsOutput(Notices raw, Notices err, Dialect dialect) {

  void say(String line) {
    raw.say(line + "\n");
  }

  void say(List<String> lines) {
    lines.forEach(this::say);
  }

  /** Begins the line of a step that takes time. */
  void begin(String step) {
    raw.say(step + "...");
  }

  /** Ends it. */
  void end(int status, String command) {
    say(dialect.stepEnd(status, command));
  }

  /** The whole line of a step that is done. */
  void step(String step, int status, String command) {
    begin(step);
    end(status, command);
  }

  /** Something that changes nothing, in DKMS's form. */
  public void warn(String... lines) {
    err.say("Warning: " + String.join("\n", lines));
  }

  /** A failure that doesn't end the command, or the one that does. */
  public void error(String... lines) {
    dialect.error(List.of(lines)).forEach(err::say);
  }
}
