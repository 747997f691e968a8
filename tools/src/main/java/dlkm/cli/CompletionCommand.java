package dlkm.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;

/** {@code dlkm completion}: the completion of command lines in a shell, from the option tables. */
final class CompletionCommand implements PrintedCommand {

  static final String NAME = "completion";

  @Override
  public String summary() {
    return "print the completion of command lines for a shell";
  }

  @Override
  public String synopsis() {
    return "bash|zsh|fish";
  }

  @Override
  public int run(Context context, CommandLine line) {
    List<String> operands = line.getArgList();
    if (operands.size() != 1) {
      throw new UsageException("name one shell: bash, zsh or fish");
    }
    switch (operands.getFirst()) {
      case "bash" -> Completion.print(context.out());
      case "zsh" -> ShellCompletions.zsh(context.out());
      case "fish" -> ShellCompletions.fish(context.out());
      default ->
          throw new UsageException(
              "'" + operands.getFirst() + "' is no shell that it knows: name bash, zsh or fish");
    }
    return Exit.DONE;
  }
}
