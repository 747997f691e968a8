package dlkm.cli;

import dlkm.host.Layout;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;

/**
 * Bash completion, generated from the option tables ({@code dlkm completion bash}). Operands are
 * completed as names of installed modules, and as files where no module matches.
 */
final class Completion {

  private static final String FUNCTION =
      """
      # bash completion for dlkm; written by "dlkm completion bash"
      _dlkm() {
        local tool=${COMP_WORDS[0]##*/} word=${COMP_WORDS[COMP_CWORD]} before= options= takes=
        if [ "$tool" = dlkm ]; then
          if [ "$COMP_CWORD" -eq 1 ]; then
            COMPREPLY=($(compgen -W "$_dlkm_tools $_dlkm_own --help --version --json" -- "$word"))
            return
          fi
          tool=${COMP_WORDS[1]}
        fi
        before=${COMP_WORDS[COMP_CWORD-1]}
        case $tool in
      %s    *) return ;;
        esac
        case $word in
          -*)
            COMPREPLY=($(compgen -W "$options" -- "$word"))
            return
            ;;
        esac
        case " $takes " in
          *" $before=DIR "* | *" $before=DIRECTORY "*) COMPREPLY=($(compgen -d -- "$word")) ;;
          *" $before=FILE "*) COMPREPLY=($(compgen -f -- "$word")) ;;
          *" $before=RELEASE "*)
            COMPREPLY=($(compgen -W "$(command ls /lib/modules 2>/dev/null)" -- "$word"))
            ;;
          *) COMPREPLY=($(compgen -W "$(command ls %m 2>/dev/null)" -- "$word")) ;;
        esac
      }
      """;

  private Completion() {}

  static void print(PrintStream out) {
    StringBuilder cases = new StringBuilder();
    for (String name : Commands.NAMES) {
      cases.append(arm(name, Commands.find(name).orElseThrow()));
    }
    for (String name : Commands.OF_DLKM) {
      cases.append(arm(name, Commands.ofDlkm(name).orElseThrow()));
    }
    String names = String.join(" ", Commands.NAMES);
    out.print(FUNCTION.replace("%s", cases).replace("%m", Layout.MASTERS));
    out.println("_dlkm_tools='" + names + "'");
    out.println("_dlkm_own='" + String.join(" ", Commands.OF_DLKM) + "'");
    out.println("complete -o default -F _dlkm dlkm " + names);
  }

  private static String arm(String name, Command command) {
    List<String> options = new ArrayList<>();
    List<String> takes = new ArrayList<>();
    for (Option option : Main.common(command.options()).getOptions()) {
      for (String word : words(option)) {
        options.add(word);
        if (option.hasArg()) {
          takes.add(word + "=" + option.getArgName());
        }
      }
    }
    return "    "
        + name
        + ") options='"
        + String.join(" ", options)
        + "' takes='"
        + String.join(" ", takes)
        + "' ;;\n";
  }

  /** The ways an option can be written: {@code -K}, {@code --kernel}. */
  static List<String> words(Option option) {
    List<String> words = new ArrayList<>();
    if (option.getOpt() != null) {
      words.add("-" + option.getOpt());
    }
    if (option.getLongOpt() != null) {
      words.add("--" + option.getLongOpt());
    }
    return words;
  }
}
