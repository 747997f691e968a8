package dlkm.index;

import dlkm.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The index of all modules of a kernel, made from what is known of each: the texts byte for byte as
 * {@code depmod} writes them, the binary files with the same entries. Several threads may ask.
 */
public final class TreeIndex {

  private final PathList paths;
  private final TreeFacts facts;
  private final SymbolPool symbols;
  private final TreeNames names;
  private Optional<ModuleGraph> graph = Optional.empty();
  private Optional<FlatLists<byte[]>> dependencies = Optional.empty();

  /**
   * @param paths those of the modules, in the order of the index
   * @param symbols the names of what the modules' facts have by number
   */
  public TreeIndex(PathList paths, TreeFacts facts, SymbolPool symbols) {
    this.paths = paths;
    this.facts = facts;
    this.symbols = symbols;
    names = new TreeNames(paths);
  }

  /**
   * The numbers of modules in the order of the index.
   *
   * @param paths those of the modules
   * @param order the kernel build's {@code modules.order}
   */
  public static int[] order(List<String> paths, Optional<byte[]> order) {
    return ModuleOrder.of(paths, order);
  }

  /** Which modules need which; whoever asks first makes it. */
  private synchronized ModuleGraph graph() {
    if (graph.isEmpty()) {
      graph = Optional.of(new ModuleGraph(paths, facts, symbols.count()));
    }
    return graph.get();
  }

  /** A sum over the modules' names in their order: the numbers in the binary files go by it. */
  public long numbering() {
    return names.sum();
  }

  /**
   * {@code modules.dep}: for each module its line.
   *
   * @throws dlkm.problem.ProblemException when modules need each other in a loop
   */
  public synchronized FlatLists<byte[]> dependencies() {
    if (dependencies.isEmpty()) {
      dependencies = Optional.of(makeDependencies());
    }
    return dependencies.get();
  }

  private FlatLists<byte[]> makeDependencies() {
    ModuleGraph graph = graph();
    int[] ends = new int[names.count()];
    ByteBuilder text = new ByteBuilder(160 * ends.length + 256);
    ModuleGraph.Closure closure = graph.new Closure();
    for (int i = 0; i < ends.length; i++) {
      names.addPath(i, text).add(':');
      int needed = closure.find(i);
      for (int j = 0; j < needed; j++) {
        names.addPath(closure.get(j), text.add(' '));
      }
      ends[i] = text.add('\n').length;
    }
    return new FlatLists<>(text.toBytes(), ends);
  }

  /** {@code modules.alias}. */
  public byte[] aliases() {
    byte[] head = "# Aliases extracted from modules themselves.\n".getBytes(StandardCharsets.UTF_8);
    FlatLists<byte[]> lines = facts.aliases();
    byte[] text = Arrays.copyOf(head, head.length + lines.length());
    System.arraycopy(lines.all(), 0, text, head.length, lines.length());
    return text;
  }

  /** For each module its part of that. */
  public FlatLists<byte[]> aliasLines() {
    return facts.aliases();
  }

  /** {@code modules.softdep}. */
  public byte[] softDependencies() {
    return listing("# Soft dependencies extracted from modules themselves.\n", "softdep=");
  }

  /** {@code modules.weakdep}, which kmod has since version 33. */
  public byte[] weakDependencies() {
    return listing("# Weak dependencies extracted from modules themselves.\n", "weakdep=");
  }

  private byte[] listing(String head, String key) {
    byte[] begin = key.getBytes(StandardCharsets.US_ASCII);
    byte[] word = Arrays.copyOf(begin, begin.length);
    word[word.length - 1] = ' ';
    FlatLists<byte[]> lists = facts.others();
    byte[] lines = lists.all();
    ByteBuilder text = new ByteBuilder(8192);
    text.add(head);
    for (int i = 0; i < names.count(); i++) {
      for (int at = lists.start(i); at < lists.end(i); ) {
        int end = end(lines, at);
        if (LineScanner.startsWith(lines, at, begin)) {
          names.addName(i, text.add(word, 0, word.length));
          text.add(' ').add(lines, at + begin.length, end).add('\n');
        }
        at = end + 1;
      }
    }
    return text.toBytes();
  }

  private static int end(byte[] text, int from) {
    int at = from;
    while (text[at] != 0) {
      at++;
    }
    return at;
  }

  /**
   * {@code modules.symbols}.
   *
   * @throws dlkm.problem.ProblemException when modules need each other in a loop
   */
  public byte[] symbols() {
    return new SymbolListing(symbols, graph(), names).whole();
  }

  /**
   * {@code modules.symbols} made from an earlier one.
   *
   * @param earlier what that one was made from: the same modules in the same order
   * @param left asked for that one only where something has changed
   * @return a change without lines where nothing has; nothing where it is better made anew
   */
  public Optional<TextChange> symbolChange(TreeFacts earlier, Supplier<byte[]> left) {
    SupplierChanges moved = graph().moved(earlier.exports());
    if (moved.moved().length > TextChange.MOST) {
      return Optional.empty();
    }
    byte[] text = moved.moved().length == 0 ? new byte[0] : left.get();
    try {
      return Optional.of(new SymbolListing(symbols, graph(), names).change(text, moved));
    } catch (NotPatchableException e) {
      return Optional.empty();
    }
  }

  /**
   * {@code modules.devname}.
   *
   * @param problems gets those of modules that have a device's name and no number for it
   */
  public byte[] deviceNames(List<Problem> problems) {
    ByteBuilder text = new ByteBuilder(4096);
    for (int i = 0; i < names.count(); i++) {
      List<String> aliases = nodeAliases(i);
      if (aliases.isEmpty()) {
        continue;
      }
      Optional<String> device = DeviceName.of(aliases);
      if (device.isPresent()) {
        if (text.length == 0) {
          text.add("# Device nodes to trigger on-demand module loading.\n");
        }
        names.addName(i, text).add(' ').add(device.get()).add('\n');
      } else if (DeviceName.isNamed(aliases)) {
        problems.add(
            Problem.of(
                paths.get(i),
                "has a devname: alias but none with the device number",
                "add MODULE_ALIAS_CHARDEV or MODULE_ALIAS_MISCDEV"));
      }
    }
    return text.toBytes();
  }

  /** Those of a module that say something of a device's node. */
  private List<String> nodeAliases(int module) {
    FlatLists<byte[]> lists = facts.others();
    byte[] lines = lists.all();
    List<String> aliases = List.of();
    for (int at = lists.start(module); at < lists.end(module); ) {
      int end = end(lines, at);
      if (lines[at] == 'a') {
        aliases = aliases.isEmpty() ? new ArrayList<>() : aliases;
        int from = at + "alias=".length();
        aliases.add(new String(lines, from, end - from, StandardCharsets.UTF_8));
      }
      at = end + 1;
    }
    return aliases;
  }

  /** The binary form of a text. */
  public byte[] binary(IndexKind kind, byte[] text) {
    return BinaryIndex.of(kind, text, names.numbered());
  }

  /**
   * The binary form of a text that has changed, made from the one that there is, if the numbers of
   * the modules are what they were and the change is small.
   *
   * @param bin the binary form of the old text
   * @param length of the new text
   */
  public Optional<ByteBuffer> patched(byte[] bin, TextChange change, int length, IndexKind kind) {
    if (!change.isSmall() || !TrieWriter.isKnown(bin)) {
      return Optional.empty();
    }
    try {
      LinePatch patching = new LinePatch(new TriePatch(bin), names, kind);
      change.lost().forEach(line -> patching.line(change.old(), line, false));
      change.got().forEach(line -> patching.line(change.fresh(), line, true));
      return patching.isTooLarge(length) ? Optional.empty() : Optional.of(patching.write());
    } catch (NotPatchableException e) {
      return Optional.empty();
    }
  }
}
