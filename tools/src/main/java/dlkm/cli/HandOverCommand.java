package dlkm.cli;

import dlkm.dkms.Adoption;
import dlkm.dkms.HandOver;
import dlkm.dkms.Release;
import dlkm.host.Caller;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * {@code dlkm adopt} and {@code dlkm release}: packages go from DKMS to us, and back.
 *
 * @param done what is said of those that changed hands
 */
record HandOverCommand(String summary, String done, Operation operation) implements Command {

  static final String ADOPT = "adopt";
  static final String RELEASE = "release";

  /** What hands over, or with {@code dry} says only what it would. */
  private interface Operation {
    List<HandOver> run(Caller caller, boolean dry);
  }

  static HandOverCommand adopt() {
    return new HandOverCommand(
        "take over what DKMS has installed, without building it again",
        "taken over",
        (caller, dry) -> new Adoption(caller).run(dry));
  }

  static HandOverCommand release() {
    return new HandOverCommand(
        "give DKMS back its packages, installed as they are",
        "given back",
        (caller, dry) -> new Release(caller).run(dry));
  }

  @Override
  public String synopsis() {
    return "[-n]";
  }

  @Override
  public boolean changes(CommandLine line) {
    return !line.hasOption("n");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            Option.builder("n").longOpt("dry-run").desc("change nothing: say what would be").get());
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.noOperands(line);
    boolean dry = line.hasOption("n");
    List<HandOver> rows = operation.run(context.caller().withProgress(_ -> {}), dry);
    return print(context, rows, (dry ? "to be " : "") + done);
  }

  /** A line for each package and kernel. */
  private static int print(Context context, List<HandOver> rows, String done) {
    int changed = 0;
    for (HandOver row : rows) {
      if (row.isRefused()) {
        row.why().forEach(why -> context.say(row.name() + ": not " + done + ": " + why));
      } else {
        context.out().println(row.name() + ": " + done + ": " + String.join(" ", row.modules()));
        changed++;
      }
    }
    if (rows.isEmpty()) {
      context.out().println("nothing to do");
    }
    if (changed == rows.size()) {
      return Exit.DONE;
    }
    return changed == 0 ? Exit.FAILED : Exit.PARTLY;
  }
}
