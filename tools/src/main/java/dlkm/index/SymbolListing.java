package dlkm.index;

import java.nio.charset.StandardCharsets;

/** The text {@code modules.symbols}: who supplies a symbol, in the order of kmod's table. */
final class SymbolListing {

  private static final byte[] WORD = "alias symbol:".getBytes(StandardCharsets.US_ASCII);
  private static final int MASK = KmodHash.SYMBOLS - 1;

  private final SymbolPool symbols;
  private final ModuleGraph graph;

  private SymbolListing(SymbolPool symbols, ModuleGraph graph) {
    this.symbols = symbols;
    this.graph = graph;
  }

  static byte[] of(SymbolPool symbols, ModuleGraph graph, TreeNames modules) {
    ByteBuilder text = new ByteBuilder(1 << 20);
    text.add("# Aliases for symbols, used by symbol_request().\n");
    for (int symbol : new SymbolListing(symbols, graph).inOrder()) {
      symbols.copy(symbol, text.add(WORD, 0, WORD.length));
      modules.addName(graph.owner(symbol), text.add(' ')).add('\n');
    }
    return text.toBytes();
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

  /** Within a bucket by name. */
  private void insert(int symbol, int[] sorted, int start, int end) {
    int at = end;
    while (at > start && symbols.compare(sorted[at - 1], symbol) > 0) {
      sorted[at] = sorted[at - 1];
      at--;
    }
    sorted[at] = symbol;
  }
}
