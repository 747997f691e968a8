package dlkm.cli;

import dlkm.host.Layout;
import java.io.PrintStream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * Completion for zsh and fish, from the option tables: {@code dlkm completion zsh|fish}. As in
 * bash, operands are names of installed modules, or files.
 */
final class ShellCompletions {

  private ShellCompletions() {}

  /** A function file for zsh's {@code fpath}, named {@code _dlkm}. */
  static void zsh(PrintStream out) {
    out.println("#compdef dlkm " + String.join(" ", Commands.NAMES));
    out.println("# written by \"dlkm completion zsh\"");
    out.println("_dlkm_releases() { compadd -- /lib/modules/*(N:t) }");
    out.println("_dlkm_operands() { compadd -- " + Layout.MASTERS + "/*(N:t) || _files }");
    out.println("local tool=${service:t}");
    out.println("if [[ $tool = dlkm ]] && (( CURRENT > 2 )); then");
    out.println("  shift words; (( CURRENT-- )); tool=$words[1]");
    out.println("fi");
    out.println("case $tool in");
    out.println("  dlkm) compadd -- " + subcommands() + " --help --version --json ;;");
    for (String name : Commands.NAMES) {
      zshArm(out, name, Commands.find(name).orElseThrow());
    }
    for (String name : Commands.OF_DLKM) {
      zshArm(out, name, Commands.ofDlkm(name).orElseThrow());
    }
    out.println("esac");
  }

  private static String subcommands() {
    return String.join(" ", Commands.NAMES) + " " + String.join(" ", Commands.OF_DLKM);
  }

  private static void zshArm(PrintStream out, String name, Command command) {
    out.print("  " + name + ") _arguments");
    for (Option option : options(command).getOptions()) {
      for (String word : Completion.words(option)) {
        String what = option.getDescription().replaceAll("([\\[\\]:\\\\])", "\\\\$1");
        out.print(" \\\n    '*" + word + "[" + what.replace("'", "'\\''") + "]");
        out.print(option.hasArg() ? ":" + option.getArgName() + ":" + zshValues(option) : "");
        out.print("'");
      }
    }
    out.println(" \\\n    '*:operand:_dlkm_operands' ;;");
  }

  private static String zshValues(Option option) {
    return switch (option.getArgName()) {
      case "DIR", "DIRECTORY" -> "_files -/";
      case "FILE" -> "_files";
      case "RELEASE" -> "_dlkm_releases";
      case "MODULE" -> "_dlkm_operands";
      default -> " ";
    };
  }

  /** A file for fish's {@code vendor_completions.d}. */
  static void fish(PrintStream out) {
    out.println("# written by \"dlkm completion fish\"");
    out.println("complete -c dlkm -n __fish_use_subcommand -a '" + subcommands() + "' -d command");
    for (String name : Commands.NAMES) {
      Command command = Commands.find(name).orElseThrow();
      fishLines(out, "-c " + name, command);
      out.println("complete -c " + name + " -a '(command ls " + Layout.MASTERS + " 2>/dev/null)'");
      fishLines(out, "-c dlkm -n '__fish_seen_subcommand_from " + name + "'", command);
    }
    for (String name : Commands.OF_DLKM) {
      fishLines(
          out,
          "-c dlkm -n '__fish_seen_subcommand_from " + name + "'",
          Commands.ofDlkm(name).orElseThrow());
    }
  }

  private static void fishLines(PrintStream out, String where, Command command) {
    for (Option option : options(command).getOptions()) {
      out.print("complete " + where);
      if (option.getOpt() != null) {
        // A name of several letters behind one dash.
        out.print((option.getOpt().length() == 1 ? " -s " : " -o ") + option.getOpt());
      }
      out.print(option.getLongOpt() == null ? "" : " -l " + option.getLongOpt());
      out.print(option.hasArg() ? " -r" + fishValues(option) : "");
      String what = option.getDescription().replace("\\", "\\\\").replace("'", "\\'");
      out.println(" -d '" + what + "'");
    }
  }

  private static String fishValues(Option option) {
    return switch (option.getArgName()) {
      case "RELEASE" -> " -f -a '(command ls /lib/modules 2>/dev/null)'";
      case "MODULE" -> " -f -a '(command ls " + Layout.MASTERS + " 2>/dev/null)'";
      default -> "";
    };
  }

  private static Options options(Command command) {
    return Main.common(command.options());
  }
}
