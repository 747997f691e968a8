package dlkm.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** A computation in a thread of its own. */
public final class BackgroundTask<T> {

  private final FutureTask<T> task;

  private BackgroundTask(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts the computation. */
  public static <T> BackgroundTask<T> begin(Callable<T> maker) {
    FutureTask<T> task = new FutureTask<>(maker);
    try {
      Thread.ofPlatform().daemon().start(task);
    } catch (OutOfMemoryError e) {
      task.run(); // the system has no thread for us
    }
    return new BackgroundTask<>(task);
  }

  /** Starts work without a result. */
  public static BackgroundTask<Boolean> doing(Runnable work) {
    return begin(Executors.callable(work, true));
  }

  /** A completed task. */
  public static <T> BackgroundTask<T> of(T made) {
    FutureTask<T> task = new FutureTask<>(() -> made);
    task.run();
    return new BackgroundTask<>(task);
  }

  /**
   * Waits for the result. A failure of the computation is thrown here; an {@link IOException} in an
   * unchecked one.
   */
  public T get() {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    }
  }

  private static RuntimeException failed(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : cause instanceof IOException io
            ? new UncheckedIOException(io)
            : new IllegalStateException(cause);
  }
}
