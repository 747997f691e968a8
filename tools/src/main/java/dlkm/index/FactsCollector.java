package dlkm.index;

import dlkm.image.ModuleScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes the facts of modules as they are scanned, one after the other. For one thread. */
public final class FactsCollector implements ModuleScan.Sink {

  private static final byte[][] KEYS = {bytes("alias"), bytes("softdep"), bytes("weakdep")};

  private final SymbolPool pool;
  private int[] exports = new int[1024];
  private int[] needs = new int[4096];
  private int exportCount;
  private int needCount;
  private final ByteBuilder infos = new ByteBuilder(1 << 16);

  /** For each symbol the module, counted from 1, that named it last as one that it uses. */
  private int[] needed = new int[4096];

  private int module = 1;

  public FactsCollector(SymbolPool pool) {
    this.pool = pool;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The facts since the last call. */
  public ModuleFacts take() {
    ModuleFacts facts =
        new ModuleFacts(
            Arrays.copyOf(exports, exportCount), Arrays.copyOf(needs, needCount), infos.toBytes());
    exportCount = 0;
    needCount = 0;
    infos.length = 0;
    module++;
    return facts;
  }

  @Override
  public void export(byte[] text, int from, int to) {
    if (exportCount == exports.length) {
      exports = Arrays.copyOf(exports, exportCount * 2);
    }
    exports[exportCount++] = pool.add(text, from, to);
  }

  /** A module with check sums names nearly all of its symbols twice. */
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
    for (byte[] key : KEYS) {
      int end = from + key.length;
      if (end <= to && Arrays.equals(text, from, end, key, 0, key.length)) {
        if (end == to) {
          infos.add(key, 0, key.length).add('=').add(0);
        } else if (text[end] == '=') {
          infos.add(text, from, to).add(0);
        }
      }
    }
  }
}
