package dlkm.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Who holds a loaded module.
 *
 * @param dependents the loaded modules that need it, by symbol or by declaration, sorted
 * @param holds how often it is held by others than modules
 * @param users those of them that can be named: processes and mounts. They are looked for only
 *     where the module is registered or was named.
 */
public record Use(List<String> dependents, int holds, List<String> users) {

  static final Use NONE = new Use(List.of(), 0, List.of());

  public Use {
    dependents = List.copyOf(dependents);
    users = List.copyOf(users);
  }

  /** All holders: names of modules, users, and the number of those without a name. */
  public List<String> words() {
    List<String> words = new ArrayList<>(dependents);
    words.addAll(users);
    if (users.isEmpty() && holds > 0) {
      words.add(holds == 1 ? "1 user" : holds + " users");
    }
    return words;
  }
}
