package dlkm.modtree;

import dlkm.index.ModuleFacts;
import dlkm.index.SymbolPool;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * What is known of the modules' content. It is taken from memory by a thread of its own: the files
 * are looked at meanwhile, and where none has changed nobody asks.
 */
final class Known {

  /** The names of the symbols, and of each module its facts. */
  record Content(SymbolPool pool, List<ModuleFacts> facts) {

    Content {
      facts = List.copyOf(facts);
    }
  }

  private final FutureTask<Content> content;

  private Known(FutureTask<Content> content) {
    this.content = content;
  }

  static Known of(SymbolPool pool, List<ModuleFacts> facts) {
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

  List<ModuleFacts> facts() {
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
