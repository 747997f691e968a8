package dlkm.modtree;

import dlkm.index.ModuleFacts;
import dlkm.index.SymbolPool;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads modules with all processors, largest files first. If all must be read, reading begins
 * during the scan.
 */
final class ParallelReader implements AutoCloseable {

  /** Below this many files a second thread costs more than it brings. */
  private static final int FEW = 6;

  private final Kmod kmod;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /** Found modules that are not read yet; guarded by itself. */
  private final List<ModuleFile> found = new ArrayList<>();

  /** Whether no more will be found; guarded by {@link #found}. */
  private boolean complete;

  private ModuleFile[] order = {};
  private final AtomicInteger next = new AtomicInteger();

  ParallelReader(Kmod kmod) {
    this.kmod = kmod;
  }

  /** There is a module that will have to be read. */
  void found(ModuleFile file) {
    synchronized (found) {
      found.add(file);
      found.notifyAll();
    }
  }

  /**
   * The facts of files, {@link ModuleFacts#UNKNOWN} for those that are no modules. May be asked for
   * once.
   *
   * @param pool gets the names of their symbols
   * @param problems gets those of files that are no modules
   */
  List<ModuleFacts> read(List<ModuleFile> files, SymbolPool pool, List<Problem> problems) {
    IdentityHashMap<ModuleFile, Outcome> outcomes = new IdentityHashMap<>(2 * files.size());
    synchronized (found) {
      for (Worker worker : workers) {
        worker.taken.forEach(file -> outcomes.put(file, Outcome.NONE));
      }
      List<ModuleFile> left = new ArrayList<>(files.size());
      for (ModuleFile file : files) {
        if (!outcomes.containsKey(file)) {
          left.add(file);
        }
      }
      left.sort((one, other) -> Long.compare(other.stamp().size(), one.stamp().size()));
      end(left);
    }
    int processors = order.length < FEW ? 1 : Runtime.getRuntime().availableProcessors();
    while (workers.size() < processors - 1) {
      start();
    }
    Worker own = new Worker();
    workers.add(own);
    own.run();
    join();
    for (Worker worker : workers) {
      worker.renumber(pool, outcomes);
    }
    List<ModuleFacts> facts = new ArrayList<>(files.size());
    for (ModuleFile file : files) {
      Outcome outcome = outcomes.get(file);
      facts.add(outcome.facts());
      outcome.problem().ifPresent(problems::add);
    }
    return facts;
  }

  private void end(List<ModuleFile> left) {
    synchronized (found) {
      order = left.toArray(ModuleFile[]::new);
      complete = true;
      found.notifyAll();
    }
  }

  /** Nothing more is begun. */
  @Override
  public void close() {
    end(List.of());
  }

  /** Starts one reader. */
  void start() {
    Worker worker = new Worker();
    workers.add(worker);
    threads.add(Thread.ofPlatform().daemon().start(worker));
  }

  private void join() {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (failure.get() != null) {
      throw new IllegalStateException(failure.get());
    }
  }

  private record Outcome(ModuleFacts facts, Optional<Problem> problem) {

    static final Outcome NONE = new Outcome(ModuleFacts.UNKNOWN, Optional.empty());
  }

  /** One thread, with a pool of its own. */
  private final class Worker implements Runnable {

    private SymbolPool pool = new SymbolPool();

    /** The results, those read during the scan first. */
    private final List<ModuleFile> taken = new ArrayList<>();

    private final List<Outcome> outcomes = new ArrayList<>();

    @Override
    public void run() {
      try (ModuleReader reader = new ModuleReader(kmod)) {
        pool = reader.pool();
        for (Optional<ModuleFile> file = take(); file.isPresent(); file = take()) {
          outcomes.add(read(reader, file.get()));
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private Optional<ModuleFile> take() throws InterruptedException {
      synchronized (found) {
        while (!complete && found.isEmpty()) {
          found.wait();
        }
        if (!complete) {
          taken.add(found.removeLast());
          return Optional.of(taken.getLast());
        }
      }
      int number = next.getAndIncrement();
      if (number >= order.length) {
        return Optional.empty();
      }
      taken.add(order[number]);
      return Optional.of(order[number]);
    }

    private Outcome read(ModuleReader reader, ModuleFile file) {
      try {
        return new Outcome(reader.read(file), Optional.empty());
      } catch (ProblemException e) {
        return new Outcome(ModuleFacts.UNKNOWN, Optional.of(e.problems().getFirst()));
      }
    }

    void renumber(SymbolPool all, IdentityHashMap<ModuleFile, Outcome> into) {
      int[] numbers = all.addAll(pool);
      for (int i = 0; i < outcomes.size(); i++) {
        ModuleFacts facts = outcomes.get(i).facts();
        if (!facts.isUnknown()) {
          facts.renumber(numbers);
        }
        into.put(taken.get(i), outcomes.get(i));
      }
    }
  }
}
