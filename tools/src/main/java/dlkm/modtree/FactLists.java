package dlkm.modtree;

import dlkm.index.ModuleFacts;
import dlkm.index.SymbolPool;
import java.nio.ByteBuffer;
import java.util.List;

/** The facts of all modules as a few long lists, each with its length before it. */
final class FactLists {

  private final List<ModuleFacts> all;
  private final int[] exportEnds;
  private final int[] needEnds;
  private final int[] infoEnds;
  private int exports;
  private int needs;
  private int infos;

  private FactLists(List<ModuleFacts> all) {
    this.all = all;
    exportEnds = new int[all.size()];
    needEnds = new int[all.size()];
    infoEnds = new int[all.size()];
    for (int i = 0; i < exportEnds.length; i++) {
      ModuleFacts facts = all.get(i);
      exports += facts.exports().length;
      exportEnds[i] = exports;
      needs += facts.needs().length;
      needEnds[i] = needs;
      infos += facts.infos().length;
      infoEnds[i] = infos;
    }
  }

  /** The pool of names, and the lists. */
  static ByteBuffer of(Known known) {
    FactLists lists = new FactLists(known.facts());
    SymbolPool pool = known.pool();
    ByteBuffer to = ByteBuffer.allocate(pool.size() + lists.size());
    put(to, pool.names());
    put(to, pool.ends());
    put(to, pool.hashes());
    lists.put(to);
    return to.flip();
  }

  /** With the lengths, those of the pool's lists too. */
  private int size() {
    return 4 * (exports + needs + 3 * infoEnds.length) + infos + 9 * 4;
  }

  private void put(ByteBuffer to) {
    putNumbers(to, exports, true);
    put(to, exportEnds);
    putNumbers(to, needs, false);
    put(to, needEnds);
    byte[] texts = new byte[infos];
    for (int i = 0; i < infoEnds.length; i++) {
      byte[] some = all.get(i).infos();
      System.arraycopy(some, 0, texts, infoEnds[i] - some.length, some.length);
    }
    put(to, texts);
    put(to, infoEnds);
  }

  private void putNumbers(ByteBuffer to, int length, boolean supplied) {
    int[] numbers = new int[length];
    int at = 0;
    for (ModuleFacts facts : all) {
      int[] some = supplied ? facts.exports() : facts.needs();
      System.arraycopy(some, 0, numbers, at, some.length);
      at += some.length;
    }
    put(to, numbers);
  }

  private static void put(ByteBuffer to, byte[] bytes) {
    to.putInt(bytes.length).put(bytes);
  }

  static void put(ByteBuffer to, int[] ints) {
    to.putInt(ints.length);
    to.asIntBuffer().put(ints);
    to.position(to.position() + 4 * ints.length);
  }
}
