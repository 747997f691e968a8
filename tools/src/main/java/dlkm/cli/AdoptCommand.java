package dlkm.cli;

import dlkm.dkms.Adoption;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code dlkm adopt}: takes over what DKMS has installed. */
final class AdoptCommand implements Command {

  static final String NAME = "adopt";

  @Override
  public String summary() {
    return "take over what DKMS has installed, without building it again";
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
    Adoption operation = new Adoption(context.caller().withProgress(_ -> {}));
    return HandOverText.print(context, operation.run(dry), (dry ? "to be " : "") + "taken over");
  }
}
