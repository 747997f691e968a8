package dlkm.cli;

import dlkm.host.Layout;
import java.io.PrintStream;
import java.util.function.Consumer;
import org.apache.commons.cli.CommandLine;

/**
 * {@code dlkm commands} and {@code dlkm layout}: lists that scripts read.
 *
 * @param text prints it
 */
record TextCommand(String summary, Consumer<PrintStream> text) implements PrintedCommand {

  static final String COMMANDS = "commands";

  /** Of our own scripts alone. */
  static final String LAYOUT = "layout";

  static TextCommand commands() {
    return new TextCommand(
        "print the names of the tools", out -> Commands.NAMES.forEach(out::println));
  }

  static TextCommand layout() {
    return new TextCommand("print the places of files as shell", out -> out.print(Layout.shell()));
  }

  @Override
  public String synopsis() {
    return "";
  }

  @Override
  public int run(Context context, CommandLine line) {
    Arguments.noOperands(line);
    text.accept(context.out());
    return Exit.DONE;
  }
}
