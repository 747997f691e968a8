package dlkm.dkms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Variables that the caller sets in place of what configuration files and settings say: by {@code
 * --directive}, and in the environment by any variable whose name begins with {@code
 * DKMS_DIRECTIVE}. The command line counts before the environment.
 */
final class Directives {

  private static final String VARIABLE = "DKMS_DIRECTIVE";

  private Directives() {}

  /** Those of the environment, by name; a value there ends at a blank, as with DKMS. */
  static Map<String, String> ofEnvironment() {
    Map<String, String> directives = new LinkedHashMap<>();
    new TreeMap<>(System.getenv())
        .forEach(
            (name, text) -> {
              if (name.startsWith(VARIABLE) && text.indexOf('=') > 0) {
                put(text.split("\\s", 2)[0], directives);
              }
            });
    return directives;
  }

  /** Those of the command line. */
  static Map<String, String> ofCommand(List<String> words) {
    Map<String, String> directives = new LinkedHashMap<>();
    words.forEach(word -> put(word, directives));
    return directives;
  }

  /** All of them. */
  static Map<String, String> of(DkmsRequest request) {
    Map<String, String> all = ofEnvironment();
    all.putAll(ofCommand(request.directives()));
    return all;
  }

  private static void put(String word, Map<String, String> directives) {
    int equals = word.indexOf('=');
    directives.put(equals < 0 ? word : word.substring(0, equals), word.substring(equals + 1));
  }
}
