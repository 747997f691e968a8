package dlkm.modtree;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Work that two threads share: each takes what comes next until nothing is left. */
final class SharedQueue {

  /** A part of it. */
  interface Part {
    void run() throws IOException;
  }

  private final List<Part> parts;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Optional<Throwable>> failure =
      new AtomicReference<>(Optional.empty());

  private SharedQueue(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Does all of it. When a part fails no other one is begun, and the failure is thrown once all
   * that had begun has come to its end.
   */
  static void share(List<Part> parts) throws IOException {
    SharedQueue work = new SharedQueue(parts);
    Thread second = Thread.ofPlatform().start(work::run);
    work.run();
    try {
      second.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (work.failure.get().isPresent()) {
      throw failed(work.failure.get().get());
    }
  }

  private static RuntimeException failed(Throwable failure) throws IOException {
    switch (failure) {
      case IOException failed -> throw failed;
      case RuntimeException failed -> throw failed;
      default -> throw new IllegalStateException(failure);
    }
  }

  private void run() {
    int part = next.getAndIncrement();
    while (part < parts.size() && failure.get().isEmpty()) {
      try {
        parts.get(part).run();
      } catch (IOException | RuntimeException | Error e) {
        failure.compareAndSet(Optional.empty(), Optional.of(e));
      }
      part = next.getAndIncrement();
    }
  }
}
