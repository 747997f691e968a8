package dlkm.cli;

import dlkm.funcset.HpuxNames;
import dlkm.update.UnderStateLock;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code dlkm hpux-names}: links with HP-UX's names into the places where our files are. */
final class HpuxNamesCommand implements Command {

  static final String NAME = "hpux-names";

  @Override
  public String summary() {
    return "link HP-UX's path names to the places of DLKM";
  }

  @Override
  public String synopsis() {
    return "[--remove]";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(Option.builder().longOpt("remove").desc("remove the links").get());
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.noOperands(line);
    return UnderStateLock.run(
        context.caller(),
        () -> {
          HpuxNames names = new HpuxNames(context.host());
          boolean remove = line.hasOption("remove");
          List<String> changed = remove ? names.remove() : names.make();
          changed.forEach(name -> context.out().println(name + (remove ? ": removed" : "")));
          if (changed.isEmpty()) {
            context.out().println("nothing to do");
          }
          return Exit.DONE;
        });
  }
}
