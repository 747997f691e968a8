package dlkm.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The text {@code modules.symbols}: who supplies a symbol, in the order of kmod's table. */
final class SymbolListing {

  private static final String HEAD = "# Aliases for symbols, used by symbol_request().\n";
  private static final byte[] WORD = "alias symbol:".getBytes(StandardCharsets.US_ASCII);
  private static final int MASK = KmodHash.SYMBOLS - 1;

  private final SymbolPool symbols;
  private final ModuleGraph graph;
  private final TreeNames modules;

  SymbolListing(SymbolPool symbols, ModuleGraph graph, TreeNames modules) {
    this.symbols = symbols;
    this.graph = graph;
    this.modules = modules;
  }

  /** All of it. */
  byte[] whole() {
    ByteBuilder text = new ByteBuilder(1 << 20);
    text.add(HEAD);
    for (int symbol : inOrder()) {
      addLine(symbol, text);
    }
    return text.toBytes();
  }

  private void addLine(int symbol, ByteBuilder text) {
    symbols.copy(symbol, text.add(WORD, 0, WORD.length));
    modules.addName(graph.owner(symbol), text.add(' ')).add('\n');
  }

  private int[] inOrder() {
    int[] supplied = graph.supplied();
    int[] places = new int[KmodHash.SYMBOLS + 1];
    for (int symbol : supplied) {
      places[bucket(symbol) + 1]++;
    }
    for (int i = 1; i < places.length; i++) {
      places[i] += places[i - 1];
    }
    int[] starts = places.clone();
    int[] sorted = new int[supplied.length];
    for (int symbol : supplied) {
      int bucket = bucket(symbol);
      insert(symbol, sorted, starts[bucket], places[bucket]++);
    }
    return sorted;
  }

  private int bucket(int symbol) {
    return symbols.hash(symbol) & MASK;
  }

  private void insert(int symbol, int[] sorted, int start, int end) {
    int at = end;
    while (at > start && isBefore(symbol, sorted[at - 1])) {
      sorted[at] = sorted[at - 1];
      at--;
    }
    sorted[at] = symbol;
  }

  private boolean isBefore(int one, int other) {
    int buckets = bucket(one) - bucket(other);
    return buckets < 0 || buckets == 0 && symbols.compare(one, other) < 0;
  }

  // --- of one that was left ----------------------------------------------------------------------

  /**
   * What becomes of an earlier listing.
   *
   * @param moved what comes from other modules than there
   * @throws Unfit when it isn't that listing
   */
  TextChange change(byte[] left, SupplierChanges moved) {
    List<TextChange.Line> lost = new ArrayList<>();
    List<TextChange.Line> got = new ArrayList<>();
    ByteBuilder text = new ByteBuilder(left.length + 4096);
    int done = Math.min(left.length, HEAD.length());
    text.add(left, 0, done);
    for (int symbol : inOrder(moved.moved())) {
      int at = place(left, done, symbol);
      text.add(left, done, at);
      done = at;
      if (moved.before()[symbol] != ModuleGraph.NOBODY) {
        int end = listed(symbol, left, at);
        lost.add(new TextChange.Line(at, end, moved.before()[symbol]));
        done = end + 1;
      }
      if (graph.owner(symbol) != ModuleGraph.NOBODY) {
        int from = text.length;
        addLine(symbol, text);
        got.add(new TextChange.Line(from, text.length - 1, graph.owner(symbol)));
      }
    }
    text.add(left, done, left.length);
    return new TextChange(left, lost, text.toBytes(), got);
  }

  /** Where the line of a symbol is, or would be, from one line's beginning on. */
  private int place(byte[] text, int from, int symbol) {
    int low = from;
    int high = text.length;
    while (low < high) {
      int line = (low + high) >>> 1;
      while (line > low && text[line - 1] != '\n') {
        line--;
      }
      int end = LineScanner.end(text, line);
      if (end == text.length) {
        throw new NotPatchableException("the last line isn't terminated");
      }
      if (compare(symbol, text, line, end) > 0) {
        low = end + 1;
      } else {
        high = line;
      }
    }
    return low;
  }

  /** A symbol, and the one whose line that is. */
  private int compare(int symbol, byte[] text, int line, int end) {
    int name = line + WORD.length;
    int nameEnd = LineScanner.lastWord(text, line, end) - 1;
    if (nameEnd < name || !LineScanner.startsWith(text, line, WORD)) {
      throw new NotPatchableException("a line isn't a symbol's");
    }
    int buckets = bucket(symbol) - (KmodHash.of(text, name, nameEnd) & MASK);
    return buckets == 0 ? symbols.compare(symbol, text, name, nameEnd) : buckets;
  }

  /** Where the line of a symbol ends that has to be there. */
  private int listed(int symbol, byte[] text, int line) {
    int end = LineScanner.end(text, line);
    if (line == text.length || compare(symbol, text, line, end) != 0) {
      throw new NotPatchableException("a symbol isn't listed");
    }
    return end;
  }

  private int[] inOrder(int[] few) {
    int[] sorted = new int[few.length];
    for (int i = 0; i < few.length; i++) {
      insert(few[i], sorted, 0, i);
    }
    return sorted;
  }
}
