package dlkm.modtree;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** What a thread of its own makes while there is other work to do. */
final class Later<T> {

  private final FutureTask<T> task;

  private Later(FutureTask<T> task) {
    this.task = task;
  }

  /** Begins to make it. */
  static <T> Later<T> begin(Callable<T> maker) {
    FutureTask<T> task = new FutureTask<>(maker);
    try {
      Thread.ofPlatform().daemon().start(task);
    } catch (OutOfMemoryError e) {
      task.run(); // the system has no thread for us
    }
    return new Later<>(task);
  }

  /** What is there already. */
  static <T> Later<T> of(T made) {
    FutureTask<T> task = new FutureTask<>(() -> made);
    task.run();
    return new Later<>(task);
  }

  /** Waits for it. */
  T get() {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
