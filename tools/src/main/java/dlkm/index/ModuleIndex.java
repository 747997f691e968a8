package dlkm.index;

import dlkm.host.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings kmod's index of a kernel's modules up to date when only our own changed, from its own text
 * and without a look at the thousands of other modules. {@code depmod} would read them all, which
 * takes a minute in a scratch machine.
 *
 * <p>The outcome is what {@code depmod} writes, to the byte where one module of ours is there. With
 * more of them, ours stand by path where {@code depmod} takes them as the directory lists them; and
 * the lines of other modules are never touched, not even where they could list modules that don't
 * need each other in another order. A binary file whose text stays the same stays as well: the
 * numbers in it, which only rank the modules of one alias, may then lag behind by a module.
 */
public final class ModuleIndex {

  /** Below a kernel's module directory, where all of our modules are and no other. */
  public static final String OURS = Layout.IMAGES_LINK + "/";

  /** Below a kernel's module directory, where links to our modules are, and files of others. */
  static final String LINKS = Layout.DKMS_LINKS + "/";

  /**
   * The files that {@link #update} looks at. {@code modules.weakdep} comes with newer kmod only;
   * {@code modules.order} is the kernel build's list, read so that one of our modules that stood in
   * for one of the kernel's own isn't dropped without bringing that one back. Of a {@code .bin}
   * file the first 12 bytes will do.
   */
  public static final List<String> FILES =
      List.of(
          "modules.dep",
          "modules.dep.bin",
          "modules.alias",
          "modules.alias.bin",
          "modules.symbols",
          "modules.symbols.bin",
          "modules.softdep",
          "modules.devname",
          "modules.weakdep",
          "modules.order");

  /** Those that are there with every version of kmod. */
  public static final List<String> NEEDED_FILES = FILES.subList(0, 8);

  private final Map<String, byte[]> files;
  private final List<OurModule> ours;
  private final Map<String, byte[]> changed = new LinkedHashMap<>();
  private final Dependencies dependencies;

  /** The names of our modules, those that were there and those that come. */
  private final NumberedNames own = new NumberedNames();

  private ModuleIndex(Map<String, byte[]> files, List<OurModule> ours) {
    this.files = files;
    this.ours = new ArrayList<>(ours);
    Collections.sort(this.ours);
    for (String name : NEEDED_FILES) {
      check(name);
    }
    dependencies = new Dependencies(files.get("modules.dep"), this.ours);
    for (int number = 0; number < dependencies.earlier().count(); number++) {
      own.add(dependencies.earlier().name(number));
    }
    for (OurModule module : ours) {
      refuseUnprintable(module.path());
      own.add(module.kernelName());
    }
  }

  /**
   * The index with exactly these modules of ours.
   *
   * @param files the present files by name; what isn't in the map isn't there
   */
  public static IndexUpdate update(Map<String, byte[]> files, List<OurModule> ours) {
    try {
      return new IndexUpdate.Files(new ModuleIndex(files, ours).changed());
    } catch (NotPatchableException e) {
      return new IndexUpdate.NeedsAllModules(e.getMessage());
    }
  }

  private void check(String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new NotPatchableException(name + " is missing");
    }
    if (name.endsWith(".bin") && !TrieWriter.isKnown(content)) {
      throw new NotPatchableException(name + " has an unknown format");
    }
  }

  private Map<String, byte[]> changed() {
    refuseStandIns();
    byte[] text = dependencies.with(ours);
    aliases();
    symbols();
    softDependencies();
    if (files.containsKey("modules.weakdep")) {
      weakDependencies();
    }
    deviceNames();
    if (differs("modules.dep", text)) {
      changed.put("modules.dep.bin", BinaryIndex.ofDependencies(text, dependencies.names()));
      changed.put("modules.dep", text);
    }
    return changed;
  }

  private boolean differs(String name, byte[] content) {
    return !Arrays.equals(files.get(name), content);
  }

  private void put(String name, byte[] content) {
    if (differs(name, content)) {
      changed.put(name, content);
    }
  }

  /** A module of ours by the name of one of the kernel's own hides it; depmod settles that. */
  private void refuseStandIns() {
    byte[] order = files.getOrDefault("modules.order", new byte[0]);
    LineScanner lines = new LineScanner(order);
    while (lines.next()) {
      int name = LineScanner.fileName(order, lines.from(), lines.to());
      if (own.find(order, name, lines.to()) >= 0) {
        throw new NotPatchableException("a registered module has the name of " + lines.text());
      }
    }
  }

  private void aliases() {
    ByteBuilder added = new ByteBuilder(256);
    for (OurModule module : ours) {
      for (String alias : module.aliases()) {
        line(added, "alias", alias, module.kernelName());
      }
    }
    byte[] text = listing("modules.alias", TextUpdate.NamePosition.LAST_WORD, added);
    if (differs("modules.alias", text)) {
      changed.put("modules.alias.bin", BinaryIndex.ofAliases(text, dependencies.names()));
      changed.put("modules.alias", text);
    }
  }

  private void symbols() {
    ByteBuilder added = new ByteBuilder(256);
    for (OurModule module : ours) {
      for (String symbol : module.exports()) {
        line(added, "alias", "symbol:" + symbol, module.kernelName());
      }
    }
    byte[] text = listing("modules.symbols", TextUpdate.NamePosition.LAST_WORD, added);
    if (differs("modules.symbols", text)) {
      changed.put("modules.symbols.bin", BinaryIndex.ofSymbols(text, dependencies.names()));
      changed.put("modules.symbols", text);
    }
  }

  private void softDependencies() {
    ByteBuilder added = new ByteBuilder(256);
    for (OurModule module : ours) {
      for (String value : module.softdeps()) {
        line(added, "softdep", module.kernelName(), value);
      }
    }
    put("modules.softdep", listing("modules.softdep", TextUpdate.NamePosition.SECOND_WORD, added));
  }

  private void weakDependencies() {
    ByteBuilder added = new ByteBuilder(256);
    for (OurModule module : ours) {
      for (String value : module.weakdeps()) {
        line(added, "weakdep", module.kernelName(), value);
      }
    }
    put("modules.weakdep", listing("modules.weakdep", TextUpdate.NamePosition.SECOND_WORD, added));
  }

  private void deviceNames() {
    ByteBuilder added = new ByteBuilder(256);
    for (OurModule module : ours) {
      Optional<String> device = DeviceName.of(module.aliases());
      if (device.isPresent()) {
        added.add(module.kernelName()).add(' ').add(device.get()).add('\n');
      }
    }
    put("modules.devname", listing("modules.devname", TextUpdate.NamePosition.FIRST_WORD, added));
  }

  /**
   * The lines of a module that only comes now leave too: an update that was cut short may have left
   * them there already.
   */
  private byte[] listing(String name, TextUpdate.NamePosition place, ByteBuilder added) {
    boolean untouched = added.length == 0 && dependencies.earlier().count() == 0;
    return untouched ? files.get(name) : TextUpdate.update(files.get(name), place, own, added);
  }

  /** What the other modules say has passed through depmod, which sees to it too. */
  private static void refuseUnprintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        throw new NotPatchableException("'" + text + "' is not in 7-bit ASCII");
      }
    }
  }

  private static void line(ByteBuilder added, String first, String second, String third) {
    refuseUnprintable(second);
    refuseUnprintable(third);
    added.add(first).add(' ').add(second).add(' ').add(third).add('\n');
  }
}
