package dlkm.index;

import dlkm.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The index of all modules of a kernel, made from what is known of each: the texts byte for byte as
 * {@code depmod} writes them, the binary files with the same entries.
 */
public final class TreeIndex {

  private final List<TreeModule> modules;
  private final SymbolPool symbols;
  private Optional<ModuleGraph> graph = Optional.empty();

  /** The modules' paths and names, one after the other, and where each ends. */
  private final ByteBuilder paths;

  private final ByteBuilder names;
  private final int[] pathEnds;
  private final int[] nameEnds;

  /**
   * @param modules one for each name, in the order of the index
   * @param symbols the names of what the modules' facts have by number
   */
  public TreeIndex(List<TreeModule> modules, SymbolPool symbols) {
    this.modules = List.copyOf(modules);
    this.symbols = symbols;
    int count = modules.size();
    paths = new ByteBuilder(64 * count + 64);
    names = new ByteBuilder(16 * count + 16);
    pathEnds = new int[count + 1];
    nameEnds = new int[count + 1];
    for (int i = 0; i < count; i++) {
      pathEnds[i + 1] = paths.add(this.modules.get(i).path()).length;
      addName(pathEnds[i], pathEnds[i + 1]);
      nameEnds[i + 1] = names.length;
    }
  }

  /** As {@link TreeModule#name} has it, without a text for each. */
  private void addName(int from, int to) {
    byte[] bytes = names.room(to - from);
    for (int i = Lines.fileName(paths.bytes, from, to); i < to && paths.bytes[i] != '.'; i++) {
      bytes[names.length++] = paths.bytes[i] == '-' ? (byte) '_' : paths.bytes[i];
    }
  }

  /**
   * The numbers of modules in the order of the index.
   *
   * @param paths those of the modules, as in {@link TreeModule}
   * @param order the kernel build's {@code modules.order}
   */
  public static int[] order(List<String> paths, Optional<byte[]> order) {
    return ModuleOrder.of(paths, order);
  }

  /** Which modules need which; it takes a while, and only one thread asks for it. */
  private ModuleGraph graph() {
    if (graph.isEmpty()) {
      graph = Optional.of(new ModuleGraph(modules, symbols.count()));
    }
    return graph.get();
  }

  /** A sum over the modules' names in their order: the numbers in the binary files go by it. */
  public long numbering() {
    CRC32 sum = new CRC32();
    for (int i = 0; i < modules.size(); i++) {
      sum.update(names.bytes, nameEnds[i], nameEnds[i + 1] - nameEnds[i]);
      sum.update('/');
    }
    return sum.getValue();
  }

  /**
   * {@code modules.dep}.
   *
   * @throws dlkm.problem.ProblemException when modules need each other in a loop
   */
  public byte[] dependencies() {
    ModuleGraph graph = graph();
    ByteBuilder text = new ByteBuilder(160 * modules.size() + 256);
    ModuleGraph.Closure closure = graph.new Closure();
    for (int i = 0; i < modules.size(); i++) {
      addPath(i, text);
      text.add(':');
      int needed = closure.find(i);
      for (int j = 0; j < needed; j++) {
        text.add(' ');
        addPath(closure.get(j), text);
      }
      text.add('\n');
    }
    return text.toBytes();
  }

  /** {@code modules.alias}. */
  public byte[] aliases() {
    return listing("# Aliases extracted from modules themselves.\n", "alias=", false);
  }

  /** {@code modules.softdep}. */
  public byte[] softDependencies() {
    return listing("# Soft dependencies extracted from modules themselves.\n", "softdep=", true);
  }

  /** {@code modules.weakdep}, which kmod has since version 33. */
  public byte[] weakDependencies() {
    return listing("# Weak dependencies extracted from modules themselves.\n", "weakdep=", true);
  }

  private byte[] listing(String head, String key, boolean nameFirst) {
    byte[] begin = key.getBytes(StandardCharsets.US_ASCII);
    byte[] word = Arrays.copyOf(begin, begin.length);
    word[word.length - 1] = ' ';
    ByteBuilder text = new ByteBuilder(nameFirst ? 8192 : 400 * modules.size() + 1024);
    text.add(head);
    for (int i = 0; i < modules.size(); i++) {
      byte[] infos = modules.get(i).facts().infos();
      for (int at = 0; at < infos.length; ) {
        int end = end(infos, at);
        if (Lines.startsWith(infos, at, begin)) {
          text.add(word, 0, word.length);
          if (nameFirst) {
            addName(i, text).add(' ').add(infos, at + begin.length, end);
          } else {
            addName(i, text.add(infos, at + begin.length, end).add(' '));
          }
          text.add('\n');
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
   * {@code modules.symbols}, in the order of kmod's table.
   *
   * @throws dlkm.problem.ProblemException when modules need each other in a loop
   */
  public byte[] symbols() {
    ModuleGraph graph = graph();
    ByteBuilder text = new ByteBuilder(1 << 20);
    text.add("# Aliases for symbols, used by symbol_request().\n");
    byte[] word = "alias symbol:".getBytes(StandardCharsets.US_ASCII);
    for (int symbol : exported(graph)) {
      text.add(word, 0, word.length);
      symbols.copy(symbol, text);
      addName(graph.owner(symbol), text.add(' ')).add('\n');
    }
    return text.toBytes();
  }

  private int[] exported(ModuleGraph graph) {
    int[] places = new int[KmodHash.SYMBOLS + 1];
    int mask = KmodHash.SYMBOLS - 1;
    int count = 0;
    for (int symbol = 0; symbol < symbols.count(); symbol++) {
      if (graph.owner(symbol) >= 0) {
        places[(symbols.hash(symbol) & mask) + 1]++;
        count++;
      }
    }
    for (int i = 1; i < places.length; i++) {
      places[i] += places[i - 1];
    }
    int[] starts = places.clone();
    int[] sorted = new int[count];
    for (int symbol = 0; symbol < symbols.count(); symbol++) {
      if (graph.owner(symbol) >= 0) {
        int bucket = symbols.hash(symbol) & mask;
        int at = places[bucket]++;
        while (at > starts[bucket] && symbols.compare(sorted[at - 1], symbol) > 0) {
          sorted[at] = sorted[at - 1];
          at--;
        }
        sorted[at] = symbol;
      }
    }
    return sorted;
  }

  /**
   * {@code modules.devname}.
   *
   * @param problems gets those of modules that have a device's name and no number for it
   */
  public byte[] deviceNames(List<Problem> problems) {
    ByteBuilder text = new ByteBuilder(4096);
    for (int i = 0; i < modules.size(); i++) {
      List<String> aliases = aliases(modules.get(i).facts().infos());
      if (aliases.isEmpty()) {
        continue;
      }
      Optional<String> device = DeviceName.of(aliases);
      if (device.isPresent()) {
        if (text.length == 0) {
          text.add("# Device nodes to trigger on-demand module loading.\n");
        }
        addName(i, text).add(' ').add(device.get()).add('\n');
      } else if (DeviceName.isNamed(aliases)) {
        problems.add(
            Problem.of(
                modules.get(i).path(),
                "has an alias devname: without one for the device's number",
                "add MODULE_ALIAS_CHARDEV or MODULE_ALIAS_MISCDEV"));
      }
    }
    return text.toBytes();
  }

  /** Those that say something of a device's node. */
  private static List<String> aliases(byte[] infos) {
    List<String> aliases = List.of();
    for (int at = 0; at < infos.length; ) {
      int end = end(infos, at);
      if (Lines.startsWith(infos, at, DeviceName.NAMED)
          || Lines.startsWith(infos, at, DeviceName.NUMBERED_CHARACTER)
          || Lines.startsWith(infos, at, DeviceName.NUMBERED_BLOCK)) {
        if (aliases.isEmpty()) {
          aliases = new ArrayList<>();
        }
        int from = at + "alias=".length();
        aliases.add(new String(infos, from, end - from, StandardCharsets.UTF_8));
      }
      at = end + 1;
    }
    return aliases;
  }

  /** The binary form of {@code modules.dep}. */
  public byte[] dependenciesBin(byte[] text) {
    return BinaryIndex.ofDependencies(text, numbered());
  }

  /** The binary form of {@code modules.alias} or {@code modules.symbols}. */
  public byte[] aliasesBin(byte[] text) {
    return BinaryIndex.ofAliases(text, numbered());
  }

  /**
   * The binary form of a text that has changed, made from the one that there is, if the numbers of
   * the modules are what they were and the change is small.
   *
   * @param bin the binary form of {@code old}
   */
  public Optional<byte[]> patched(byte[] bin, byte[] old, byte[] fresh, boolean dependencies) {
    TextChange change = TextChange.between(old, fresh);
    if (!change.isSmall() || !TrieWriter.isKnown(bin)) {
      return Optional.empty();
    }
    try {
      Patching patching = new Patching(new TriePatch(bin), numbered(), dependencies);
      change.lost().forEach(line -> patching.line(old, line, false));
      change.got().forEach(line -> patching.line(fresh, line, true));
      return patching.isTooLarge(fresh.length) ? Optional.empty() : Optional.of(patching.write());
    } catch (Unfit e) {
      return Optional.empty();
    }
  }

  /** A table of its own for each asker: they may be two threads. */
  private Names numbered() {
    Names numbered = new Names();
    for (int i = 0; i < modules.size(); i++) {
      numbered.add(names.bytes, nameEnds[i], nameEnds[i + 1]);
    }
    return numbered;
  }

  private void addPath(int module, ByteBuilder to) {
    to.add(paths.bytes, pathEnds[module], pathEnds[module + 1]);
  }

  private ByteBuilder addName(int module, ByteBuilder to) {
    return to.add(names.bytes, nameEnds[module], nameEnds[module + 1]);
  }
}
