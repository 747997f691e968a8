package dlkm.cli;

/** A command line as a person would write it for the shell. */
final class CommandWords {

  private static final String PLAIN = "@%_-+=:,./";

  private CommandWords() {}

  static String joined(String tool, String... arguments) {
    StringBuilder line = new StringBuilder(tool);
    for (String argument : arguments) {
      line.append(' ').append(isPlain(argument) ? argument : quoted(argument));
    }
    return line.toString();
  }

  private static boolean isPlain(String word) {
    return !word.isEmpty()
        && word.chars()
            .allMatch(c -> c < 128 && Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
