package dlkm.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code .modinfo} section: lines of {@code key=value}, a key may come more than once. */
record Modinfo(List<String> lines) {

  static Modinfo read(Elf elf) {
    return new Modinfo(elf.texts(".modinfo"));
  }

  List<String> all(String key) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      if (line.length() > key.length()
          && line.charAt(key.length()) == '='
          && line.startsWith(key)) {
        values.add(line.substring(key.length() + 1));
      }
    }
    return values;
  }

  Optional<String> first(String key) {
    List<String> values = all(key);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /** The names of {@code depends=a,b}. */
  List<String> depends() {
    List<String> names = new ArrayList<>();
    String text = first("depends").orElse("");
    for (int at = 0; at < text.length(); ) {
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      if (end > at) {
        names.add(text.substring(at, end));
      }
      at = end + 1;
    }
    return names;
  }

  /** What {@code parmtype=name:type} and {@code parm=name:description} say together. */
  List<ModuleParameter> parameters() {
    Map<String, String> types = named("parmtype");
    Map<String, String> descriptions = named("parm");
    var names = new LinkedHashSet<>(types.keySet());
    names.addAll(descriptions.keySet());
    List<ModuleParameter> parameters = new ArrayList<>();
    for (String name : names) {
      String type = types.getOrDefault(name, "");
      parameters.add(new ModuleParameter(name, type, descriptions.getOrDefault(name, "")));
    }
    return parameters;
  }

  private Map<String, String> named(String key) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String value : all(key)) {
      int colon = value.indexOf(':');
      if (colon > 0) {
        values.put(value.substring(0, colon), value.substring(colon + 1));
      }
    }
    return values;
  }
}
