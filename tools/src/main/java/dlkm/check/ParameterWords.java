package dlkm.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the text of parameters apart as the kernel does: next_arg() of lib/cmdline.c. */
final class ParameterWords {

  /**
   * One parameter.
   *
   * @param value absent where no {@code =} follows the name
   */
  record Word(String name, Optional<String> value) {}

  private ParameterWords() {}

  static List<Word> split(String text) {
    List<Word> words = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = end(text, at);
      String word = text.substring(at, end);
      if (word.equals("--")) {
        return words;
      }
      if (!word.isBlank()) {
        words.add(word(word));
      }
      at = end + 1;
    }
    return words;
  }

  private static int end(String text, int from) {
    boolean quoted = false;
    int at = from;
    while (at < text.length() && (quoted || !Character.isWhitespace(text.charAt(at)))) {
      quoted ^= text.charAt(at) == '"';
      at++;
    }
    return at;
  }

  private static Word word(String text) {
    boolean quoted = text.startsWith("\"");
    String word = quoted ? text.substring(1) : text;
    if (quoted && word.endsWith("\"")) {
      word = word.substring(0, word.length() - 1);
    }
    int equals = word.indexOf('=');
    if (equals <= 0) {
      return new Word(word, Optional.empty());
    }
    String value = word.substring(equals + 1);
    if (value.startsWith("\"")) {
      value =
          value.substring(1, value.length() - (value.length() > 1 && value.endsWith("\"") ? 1 : 0));
    }
    return new Word(word.substring(0, equals), Optional.of(value));
  }
}
