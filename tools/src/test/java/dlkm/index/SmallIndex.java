package dlkm.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An index of a few modules, and modules of ours to put in. */
final class SmallIndex {

  static final String DEPENDENCIES =
      """
      kernel/net/core-lib.ko:
      kernel/net/mid.ko: kernel/net/core-lib.ko
      kernel/net/other.ko:
      kernel/net/top.ko.xz: kernel/net/mid.ko kernel/net/core-lib.ko kernel/net/other.ko
      """;

  private static final String ALIASES =
      """
      # Aliases extracted from modules themselves.
      alias pci:v00008086d*sv* core_lib
      alias fs-top top
      alias a name with spaces top
      """;

  private static final String SYMBOLS =
      """
      # Aliases for symbols, used by symbol_request().
      alias symbol:mid_do mid
      alias symbol:core_do core_lib
      """;

  private SmallIndex() {}

  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new HashMap<>();
    files.put("modules.dep", bytes(DEPENDENCIES));
    files.put("modules.alias", bytes(ALIASES));
    files.put("modules.symbols", bytes(SYMBOLS));
    files.put("modules.softdep", bytes("# Soft dependencies\nsoftdep top pre: mid\n"));
    files.put("modules.weakdep", bytes("# Weak dependencies\n"));
    files.put("modules.devname", bytes("# Device nodes\ntop top c10:7\n"));
    files.put("modules.order", bytes("kernel/net/built-away.ko\n"));
    NumberedNames names = new Dependencies(files.get("modules.dep")).names();
    files.put("modules.dep.bin", BinaryIndex.ofDependencies(files.get("modules.dep"), names));
    files.put("modules.alias.bin", BinaryIndex.ofAliases(files.get("modules.alias"), names));
    files.put("modules.symbols.bin", BinaryIndex.ofSymbols(files.get("modules.symbols"), names));
    return files;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static OurModule module(String name, String... depends) {
    return new OurModule(
        ModuleIndex.OURS + name + ".ko",
        List.of(depends),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** The same module with aliases and exports besides. */
  static OurModule with(OurModule module, List<String> aliases, List<String> exports) {
    return new OurModule(
        module.path(), module.depends(), aliases, module.softdeps(), module.weakdeps(), exports);
  }

  static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  /**
   * Each key of a binary file with its values in their order. The numbers behind that order are
   * left out: they move with every module that comes or goes, and kmod only compares them.
   */
  static List<String> decoded(byte[] file) {
    List<String> decoded = new ArrayList<>();
    TrieReader.read(file)
        .forEach(
            (key, values) -> {
              StringBuilder line = new StringBuilder(key);
              for (TrieReader.Value value : values) {
                line.append(" | ").append(value.text());
              }
              decoded.add(line.toString());
            });
    return decoded;
  }
}
