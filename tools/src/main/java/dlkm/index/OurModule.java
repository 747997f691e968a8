package dlkm.index;

import dlkm.image.Export;
import dlkm.image.ModuleImage;
import dlkm.modname.ModuleName;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries of kmod's index for one of our modules.
 *
 * @param path below the kernel's module directory: {@link ModuleIndex#OURS} and the file's name, or
 *     {@link ModuleIndex#LINKS} and another name that leads to the file
 * @param depends the modules that it takes symbols from, as its {@code modinfo} names them
 * @param aliases in the order of its {@code modinfo}, as written there
 * @param softdeps what its {@code modinfo} says is loaded before and after it
 * @param weakdeps what its {@code modinfo} says it may ask for while it runs
 * @param exports the symbols that it supplies
 */
public record OurModule(
    String path,
    List<String> depends,
    List<String> aliases,
    List<String> softdeps,
    List<String> weakdeps,
    List<String> exports)
    implements Comparable<OurModule> {

  public OurModule {
    if (!path.startsWith(ModuleIndex.OURS) && !path.startsWith(ModuleIndex.LINKS)) {
      throw new IllegalArgumentException(path + " is not below " + ModuleIndex.OURS);
    }
    depends = List.copyOf(depends);
    aliases = List.copyOf(aliases);
    softdeps = List.copyOf(softdeps);
    weakdeps = List.copyOf(weakdeps);
    exports = List.copyOf(exports);
  }

  /** The module at a path, as it was built. */
  public static OurModule of(String path, ModuleImage image) {
    List<String> exports = new ArrayList<>(image.exports().size());
    for (Export export : image.exports()) {
      exports.add(export.name());
    }
    return new OurModule(
        path, image.depends(), image.aliases(), image.softdeps(), image.weakdeps(), exports);
  }

  /**
   * The module under the name of a link to its file. Its aliases and symbols lead to the file
   * alone, as one of them must not load it twice.
   */
  public OurModule linkedAs(String link) {
    return new OurModule(link, depends, List.of(), softdeps, weakdeps, List.of());
  }

  /** The name in the kernel and kmod: the file's name up to its first dot, with '_' for '-'. */
  String kernelName() {
    return ModuleName.ofFile(path);
  }

  /** All of it; what a record has by itself takes 10 ms to be put together. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>(List.of(path));
    for (List<String> list : List.of(depends, aliases, softdeps, weakdeps, exports)) {
      parts.add(list.toString());
    }
    return String.join(" ", parts);
  }

  /** The order of our modules in the index, so that it has the same bytes whoever comes first. */
  @Override
  public int compareTo(OurModule other) {
    return path.compareTo(other.path);
  }
}
