package dlkm.modtree;

import dlkm.host.BackgroundTask;
import dlkm.index.SymbolPool;
import dlkm.index.TreeFacts;
import java.util.concurrent.Callable;

/**
 * What is known of the modules' content. It is taken from memory while the files are looked at;
 * where none has changed nobody asks.
 */
record CachedContent(BackgroundTask<Content> content) {

  /** The names of the symbols, and of each module its facts. */
  record Content(SymbolPool pool, TreeFacts facts) {}

  static CachedContent of(SymbolPool pool, TreeFacts facts) {
    return new CachedContent(BackgroundTask.of(new Content(pool, facts)));
  }

  /** Begins to read it. */
  static CachedContent reading(Callable<Content> reader) {
    return new CachedContent(BackgroundTask.begin(reader));
  }

  /**
   * @throws DamagedCacheException where it was kept and can't be read
   */
  SymbolPool pool() {
    return content.get().pool();
  }

  /**
   * @throws DamagedCacheException likewise
   */
  TreeFacts facts() {
    return content.get().facts();
  }
}
