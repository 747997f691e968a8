package dlkm.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * The modules that an image asks to have loaded before and after it (MODULE_SOFTDEP).
 *
 * @param before names of modules or aliases, in the order of the image
 * @param after likewise
 */
public record SoftDependencies(List<String> before, List<String> after) {

  /** Of an image that asks for none. */
  public static final SoftDependencies NONE = new SoftDependencies(List.of(), List.of());

  public SoftDependencies {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * The soft dependencies in an image's {@code modinfo}. The kernel's loader takes the first entry
   * of a module alone. Words that can't be a name of modprobe's configuration are left out.
   */
  public static SoftDependencies of(List<String> entries) {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    List<String> list = ignored;
    for (String word : entries.isEmpty() ? List.<String>of() : words(entries.getFirst())) {
      switch (word) {
        case "pre:" -> list = before;
        case "post:" -> list = after;
        default -> {
          if (isName(word)) {
            list.add(word);
          }
        }
      }
    }
    return new SoftDependencies(before, after);
  }

  private static List<String> words(String entry) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(entry, " \t\n\r\f\u000b");
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    return words;
  }

  /** Whether a text is the name of a module or of an alias like {@code crypto-ccm(aes)}. */
  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && "_-()+.,:".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
