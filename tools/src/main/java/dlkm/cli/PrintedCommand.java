package dlkm.cli;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** A command that only prints what is the same on every machine. */
interface PrintedCommand extends Command {

  @Override
  default boolean hasMachine() {
    return false;
  }

  @Override
  default boolean changes(CommandLine line) {
    return false;
  }

  @Override
  default Options options() {
    return new Options();
  }
}
