package dlkm.saved;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.Transaction;
import dlkm.update.AccompanyingChange;
import dlkm.update.GenerationCondition;
import java.io.IOException;

/**
 * The files of the plan that change together with registrations: announced with the generation, and
 * completed by the next command where this one is killed after it.
 */
public abstract class AccompanyingPlanFiles implements AccompanyingChange {

  private final FunctionSet set;
  private final Transaction transaction;
  private final boolean changes;

  /**
   * Prepared changes of the plan.
   *
   * @param changes whether there are any
   */
  protected AccompanyingPlanFiles(FunctionSet set, Transaction transaction, boolean changes) {
    this.set = set;
    this.transaction = transaction;
    this.changes = changes;
  }

  @Override
  public boolean isEmpty() {
    return !changes;
  }

  @Override
  public final void announce(Generation next) throws IOException {
    if (changes) {
      transaction.check();
      transaction.announce(new GenerationCondition(set.release(), next.number()).line());
    }
  }

  @Override
  public final void commit() throws IOException {
    if (changes) {
      transaction.commit();
    }
  }

  /** A held update may follow; what is prepared stays for it. */
  @Override
  public final void abandon() {}
}
