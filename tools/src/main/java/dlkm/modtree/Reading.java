package dlkm.modtree;

import dlkm.index.ModuleFacts;
import dlkm.index.SymbolPool;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Reads modules with all processors, the largest files first so that nobody waits for the last. */
final class Reading {

  /** Below this many files a second thread costs more than it brings. */
  private static final int FEW = 6;

  private final List<ModuleFile> files;
  private final Integer[] order;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final ModuleFacts[] facts;
  private final Problem[] problems;
  private final Kmod kmod;

  private Reading(List<ModuleFile> files, Kmod kmod) {
    this.files = files;
    this.kmod = kmod;
    facts = new ModuleFacts[files.size()];
    problems = new Problem[files.size()];
    order = new Integer[files.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (one, other) -> Long.compare(size(other), size(one)));
  }

  private long size(int number) {
    return files.get(number).stamp().size();
  }

  /**
   * The facts of files, {@link ModuleFacts#UNKNOWN} for those that are no modules.
   *
   * @param pool gets the names of their symbols
   * @param found gets the problems of those that are no modules
   */
  static List<ModuleFacts> read(
      List<ModuleFile> files, Kmod kmod, SymbolPool pool, List<Problem> found) {
    Reading reading = new Reading(files, kmod);
    reading.run(pool);
    for (Problem problem : reading.problems) {
      if (problem != null) {
        found.add(problem);
      }
    }
    return Arrays.asList(reading.facts);
  }

  private void run(SymbolPool pool) {
    int processors = files.size() < FEW ? 1 : Runtime.getRuntime().availableProcessors();
    List<Worker> workers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < processors; i++) {
      Worker worker = new Worker();
      workers.add(worker);
      if (i > 0) {
        threads.add(Thread.ofPlatform().start(worker));
      }
    }
    workers.getFirst().run();
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
    for (Worker worker : workers) {
      worker.renumber(pool);
    }
  }

  /** One thread, with a pool of its own. */
  private final class Worker implements Runnable {

    private SymbolPool pool = new SymbolPool();
    private final List<Integer> done = new ArrayList<>();

    @Override
    public void run() {
      try (ModuleReader reader = new ModuleReader(kmod)) {
        pool = reader.pool();
        for (int i = next.getAndIncrement(); i < order.length; i = next.getAndIncrement()) {
          read(reader, order[i]);
        }
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
      }
    }

    private void read(ModuleReader reader, int number) {
      try {
        facts[number] = reader.read(files.get(number));
        done.add(number);
      } catch (ProblemException e) {
        facts[number] = ModuleFacts.UNKNOWN;
        problems[number] = e.problems().getFirst();
      }
    }

    void renumber(SymbolPool all) {
      int[] numbers = all.addAll(pool);
      for (int number : done) {
        facts[number] = facts[number].renumbered(numbers);
      }
    }
  }
}
