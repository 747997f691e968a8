package dlkm.installedkernel;

import dlkm.host.Host;
import dlkm.modname.ModuleName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two text files of a kernel's module index: {@code modules.softdep} (lines {@code softdep NAME
 * TEXT}) and {@code modules.alias} (lines {@code alias PATTERN NAME}). A file that isn't there is
 * empty.
 */
public final class ModuleIndexText {

  private static final String SOFTDEPS = "modules.softdep";
  private static final String ALIASES = "modules.alias";
  private static final String SOFTDEP = "softdep ";
  private static final String ALIAS = "alias ";

  private final Path directory;

  /** Read once for the modules of one command. */
  private String aliasText = "";

  public ModuleIndexText(Host host, String release) {
    this(new InstalledKernel(host, release).modules());
  }

  ModuleIndexText(Path directory) {
    this.directory = directory;
  }

  /** The first entry of each of the modules that has one: {@code pre: … post: …}, by name. */
  public Map<String, String> softDependencies(Set<String> modules) {
    Map<String, String> found = new TreeMap<>();
    for (String line : lines(SOFTDEPS)) {
      int blank = line.indexOf(' ', SOFTDEP.length());
      if (line.startsWith(SOFTDEP) && blank > 0) {
        String name = ModuleName.kernelForm(line.substring(SOFTDEP.length(), blank));
        if (modules.contains(name)) {
          found.putIfAbsent(name, line.substring(blank + 1));
        }
      }
    }
    return found;
  }

  /**
   * The modules that have an alias, in the order of the file; patterns are not matched.
   *
   * @param aliases {@code -} and {@code _} are the same in them
   * @return by those aliases that a module has, with {@code _} alone
   */
  public Map<String, List<String>> aliased(Set<String> aliases) {
    Map<String, List<String>> found = new TreeMap<>();
    if (aliases.isEmpty()) {
      return found;
    }
    Set<String> wanted = new HashSet<>();
    aliases.forEach(alias -> wanted.add(ModuleName.kernelForm(alias)));
    for (String line : lines(ALIASES)) {
      int blank = line.lastIndexOf(' ');
      if (line.startsWith(ALIAS) && blank > ALIAS.length()) {
        String alias = ModuleName.kernelForm(line.substring(ALIAS.length(), blank));
        if (wanted.contains(alias)) {
          String module = ModuleName.kernelForm(line.substring(blank + 1));
          found.computeIfAbsent(alias, _ -> new ArrayList<>()).add(module);
        }
      }
    }
    return found;
  }

  /** Whether the index tells which module claims what. */
  public boolean hasAliases() {
    return Files.exists(directory.resolve(ALIASES));
  }

  /**
   * The modules that claim a device which a module of these aliases claims too, by the kernel's
   * names, each with that alias of the first module.
   */
  public SortedMap<String, String> claimants(Collection<String> ours) {
    SortedMap<String, String> claimants = new TreeMap<>();
    DeviceAliases own = new DeviceAliases(ours);
    if (own.isEmpty()) {
      return claimants;
    }
    if (aliasText.isEmpty()) {
      aliasText = text(ALIASES);
    }
    for (int at = 0; at < aliasText.length(); ) {
      int newline = aliasText.indexOf('\n', at);
      int end = newline < 0 ? aliasText.length() : newline;
      int from = at + ALIAS.length();
      if (aliasText.startsWith(ALIAS, at) && own.mayBeClaimedBy(aliasText, from)) {
        int blank = aliasText.lastIndexOf(' ', end - 1);
        if (blank > from) {
          String module = aliasText.substring(blank + 1, end);
          if (!ModuleName.isValid(module)) {
            // Such a name can't be written anywhere.
            at = end + 1;
            continue;
          }
          own.claimedBy(aliasText.substring(from, blank))
              .ifPresent(alias -> claimants.putIfAbsent(ModuleName.kernelForm(module), alias));
        }
      }
      at = end + 1;
    }
    return claimants;
  }

  private List<String> lines(String file) {
    return text(file).lines().toList();
  }

  private String text(String file) {
    return BuiltInModules.text(directory.resolve(file));
  }
}
