package dlkm.modtree;

import dlkm.index.SymbolPool;
import dlkm.index.TreeFacts;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What is known of the modules' content. It is taken from memory by a thread of its own: the files
 * are looked at meanwhile, and where none has changed nobody asks.
 */
final class Known {

  /** The names of the symbols, and of each module its facts. */
  record Content(SymbolPool pool, TreeFacts facts) {}

  private final FutureTask<Content> content;

  private Known(FutureTask<Content> content) {
    this.content = content;
  }

  static Known of(SymbolPool pool, TreeFacts facts) {
    FutureTask<Content> there = new FutureTask<>(() -> new Content(pool, facts));
    there.run();
    return new Known(there);
  }

  /** Begins to read it. */
  static Known reading(java.util.concurrent.Callable<Content> reader) {
    FutureTask<Content> task = new FutureTask<>(reader);
    Thread thread = Thread.ofPlatform().daemon().unstarted(task);
    thread.start();
    return new Known(task);
  }

  SymbolPool pool() {
    return get().pool();
  }

  TreeFacts facts() {
    return get().facts();
  }

  private Content get() {
    try {
      return content.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
