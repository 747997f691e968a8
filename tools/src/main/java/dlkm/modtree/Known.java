package dlkm.modtree;

import dlkm.host.Later;
import dlkm.index.SymbolPool;
import dlkm.index.TreeFacts;
import java.util.concurrent.Callable;

/**
 * What is known of the modules' content. It is taken from memory while the files are looked at;
 * where none has changed nobody asks.
 */
record Known(Later<Content> content) {

  /** The names of the symbols, and of each module its facts. */
  record Content(SymbolPool pool, TreeFacts facts) {}

  static Known of(SymbolPool pool, TreeFacts facts) {
    return new Known(Later.of(new Content(pool, facts)));
  }

  /** Begins to read it. */
  static Known reading(Callable<Content> reader) {
    return new Known(Later.begin(reader));
  }

  /**
   * @throws TornMemory where it was kept and can't be read
   */
  SymbolPool pool() {
    return content.get().pool();
  }

  /**
   * @throws TornMemory likewise
   */
  TreeFacts facts() {
    return content.get().facts();
  }
}
