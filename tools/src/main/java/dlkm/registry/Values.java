package dlkm.registry;

import dlkm.declaration.ModuleType;
import dlkm.declaration.NameRules;
import dlkm.declaration.ParameterText;
import dlkm.declaration.Phase;
import dlkm.declaration.SupportedPhase;
import dlkm.declaration.TunableText;
import dlkm.modname.KernelRelease;
import dlkm.modname.ModuleName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of the values in a registry. Each method returns what the text means, in the one
 * spelling that the tools write. Boot scripts and the kernel's loader use these values as they are,
 * so the rules leave no room for a path, a second word or a second line.
 */
final class Values {

  static final String YES = "yes";
  static final String WRAPPED = "dlkm";
  static final String NATIVE = "linux";

  private static final int SHA256_DIGITS = 64;

  private Values() {}

  static String module(String text) {
    return require(ModuleName.isValid(text), text, "the name of a module");
  }

  static String softName(String text) {
    return require(SoftDependencies.isName(text), text, "the name of a module or alias");
  }

  /** Characters without blanks, which need no quotes in a shell's {@code case}. */
  static String word(String text) {
    boolean word = !text.isEmpty();
    for (int i = 0; i < text.length() && word; i++) {
      word = text.charAt(i) > ' ' && text.charAt(i) < 0x7f;
    }
    return require(word, text, "a word");
  }

  /** A kernel's release, which is the name of directories. */
  static String release(String text) {
    return require(KernelRelease.isValid(text), text, "the release of a kernel");
  }

  static Optional<String> optionalWord(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(word(text));
  }

  /** A line that a person reads: no control characters, not empty. */
  static String text(String text) {
    return require(!text.isEmpty() && OneLine.isOne(text), text, "a text of one line");
  }

  static String optionalText(String text) {
    return text.isEmpty() ? text : text(text);
  }

  static String sha256(String text) {
    boolean hex = text.length() == SHA256_DIGITS;
    for (int i = 0; i < text.length() && hex; i++) {
      char c = text.charAt(i);
      hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
    return require(hex, text, "a SHA-256 sum");
  }

  static int number(String text, int low, int high) {
    try {
      int number = Integer.parseInt(text);
      if (number >= low && number <= high && String.valueOf(number).equals(text)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message is the same.
    }
    throw new WrongValueException(text, "a number from " + low + " to " + high);
  }

  static Instant time(String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.toString().equals(text)) {
        return time;
      }
    } catch (DateTimeException e) {
      // The message is the same.
    }
    throw new WrongValueException(text, "a time as 2026-01-31T12:00:00Z");
  }

  static ModuleType type(String text) {
    for (ModuleType type : ModuleType.values()) {
      if (type.keyword().equals(text)) {
        return type;
      }
    }
    throw new WrongValueException(text, "a type of module");
  }

  static Phase phase(String text) {
    for (Phase phase : Phase.values()) {
      if (phase.name().equals(text)) {
        return phase;
      }
    }
    throw new WrongValueException(text, "a loading phase");
  }

  static SupportedPhase supported(String text) {
    for (SupportedPhase phase : SupportedPhase.values()) {
      if (phase.name().equals(text)) {
        return phase;
      }
    }
    throw new WrongValueException(text, "a supported phase");
  }

  /** Whether the text is the first of two words; it must be one of them. */
  static boolean oneOf(String text, String first, String second) {
    boolean one = text.equals(first) || text.equals(second);
    return require(one, text, first.equals(second) ? first : first + " or " + second).equals(first);
  }

  static TunableValue tunable(String text, boolean compiled) {
    int space = Math.max(0, text.indexOf(' '));
    String name = text.substring(0, space);
    String written = text.substring(Math.min(space + 1, text.length()));
    Optional<String> value =
        TunableText.ofWord(written)
            .filter(_ -> TunableText.isQuoted(written) || NameRules.isValue(written))
            .filter(v -> compiled || ParameterText.of(name, v).isPresent());
    require(
        NameRules.isIdentifier(name) && value.isPresent(), text, "the name and value of a tunable");
    return new TunableValue(name, value.get(), compiled);
  }

  /** Words with one blank between; none in an empty text. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int space = text.indexOf(' ', start);
      int stop = space < 0 ? text.length() : space;
      words.add(text.substring(start, stop));
      require(stop + 1 != text.length(), text, "a list of words");
      start = stop + 1;
    }
    return words;
  }

  private static String require(boolean holds, String text, String rule) {
    if (!holds) {
      throw new WrongValueException(text, rule);
    }
    return text;
  }
}
