package dlkm.modtree;

import dlkm.host.BackgroundTask;
import dlkm.index.SymbolPool;
import dlkm.index.TreeFacts;
import java.util.concurrent.Callable;

/**
 * The cached module content. It is read in the background during the scan, and not needed if no
 * module has changed.
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
