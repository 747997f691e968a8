package dlkm.index;

import dlkm.image.ModuleScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes the facts of modules as they are scanned, one after the other. For one thread. */
public final class FactsCollector implements ModuleScan.Sink {

  private static final byte[] ALIAS = bytes("alias");
  private static final byte[][] DEPENDENCIES = {bytes("softdep"), bytes("weakdep")};

  /** Values of aliases that tell of a device's node. */
  private static final byte[][] NODES = {
    DeviceName.NAMED, DeviceName.NUMBERED_CHARACTER, DeviceName.NUMBERED_BLOCK
  };

  private final SymbolPool pool;
  private int[] exports = new int[1024];
  private int[] needs = new int[4096];
  private int exportCount;
  private int needCount;
  private final ByteBuilder aliases = new ByteBuilder(1 << 16);
  private final ByteBuilder others = new ByteBuilder(1 << 12);

  /** What follows the alias in a line of the module. */
  private byte[] tail = {};

  /** For each symbol the module, counted from 1, that named it last as one that it uses. */
  private int[] needed = new int[4096];

  private int module = 1;

  public FactsCollector(SymbolPool pool) {
    this.pool = pool;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Forgets the module before and takes the next one. */
  public void begin(String moduleName) {
    tail = " ".concat(moduleName).concat("\n").getBytes(StandardCharsets.UTF_8);
    exportCount = 0;
    needCount = 0;
    aliases.length = 0;
    others.length = 0;
    module++;
  }

  /** The facts of the module. */
  public ModuleFacts facts() {
    return new ModuleFacts(
        Arrays.copyOf(exports, exportCount),
        Arrays.copyOf(needs, needCount),
        aliases.toBytes(),
        others.toBytes());
  }

  @Override
  public void export(byte[] text, int from, int to) {
    if (exportCount == exports.length) {
      exports = Arrays.copyOf(exports, exportCount * 2);
    }
    exports[exportCount++] = pool.add(text, from, to);
  }

  /** A module with modversions names nearly all of its symbols twice. */
  @Override
  public void need(byte[] text, int from, int to) {
    int number = pool.add(text, from, to);
    if (number >= needed.length) {
      needed = Arrays.copyOf(needed, Math.max(number + 1, needed.length * 2));
    }
    if (needed[number] == module) {
      return;
    }
    needed[number] = module;
    if (needCount == needs.length) {
      needs = Arrays.copyOf(needs, needCount * 2);
    }
    needs[needCount++] = number;
  }

  @Override
  public void info(byte[] text, int from, int to) {
    if (hasLineEnd(text, from, to)) {
      return;
    }
    if (isKey(ALIAS, text, from, to)) {
      addAlias(text, from, to);
      for (byte[] node : NODES) {
        if (LineScanner.startsWith(text, from, node)) {
          others.add(text, from, to).add(0);
        }
      }
    }
    for (byte[] key : DEPENDENCIES) {
      if (isKey(key, text, from, to)) {
        int value = Math.min(from + key.length + 1, to);
        others.add(key, 0, key.length).add('=').add(text, value, to).add(0);
      }
    }
  }

  /** What follows a line end would be a line of its own in a file that modprobe reads. */
  private static boolean hasLineEnd(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  private void addAlias(byte[] text, int from, int to) {
    int equals = aliases.length + ALIAS.length;
    aliases.add(text, from, to);
    if (from + ALIAS.length == to) {
      aliases.add(' ');
    }
    aliases.bytes[equals] = ' ';
    aliases.add(tail, 0, tail.length);
  }

  /** Whether a line has a key, with a value or without one. */
  private static boolean isKey(byte[] key, byte[] text, int from, int to) {
    int end = from + key.length;
    return end <= to
        && text[from] == key[0]
        && Arrays.equals(text, from, end, key, 0, key.length)
        && (end == to || text[end] == '=');
  }
}
