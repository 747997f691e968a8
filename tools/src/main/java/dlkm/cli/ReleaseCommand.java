package dlkm.cli;

import dlkm.dkms.Release;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code dlkm release}: gives DKMS its packages back. */
final class ReleaseCommand implements Command {

  static final String NAME = "release";

  @Override
  public String summary() {
    return "give DKMS back its packages, installed as they are";
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
    Release operation = new Release(context.caller().withProgress(_ -> {}));
    return HandOverText.print(context, operation.run(dry), (dry ? "to be " : "") + "given back");
  }
}
