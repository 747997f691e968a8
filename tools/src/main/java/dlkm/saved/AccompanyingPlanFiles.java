package dlkm.saved;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.HeldPlan;
import dlkm.funcset.RegistrationChange;
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
  private final Held plan;

  /**
   * What dropping a hold takes back.
   *
   * @param added the texts before this change and after it, which is added if this one is held
   * @param rest what is still held if this change takes effect at once
   */
  public record Held(HeldPlan added, HeldPlan rest) {}

  /**
   * Prepared changes of the plan.
   *
   * @param changes whether there are any
   */
  protected AccompanyingPlanFiles(
      FunctionSet set, Transaction transaction, boolean changes, Held plan) {
    this.set = set;
    this.transaction = transaction;
    this.changes = changes;
    this.plan = plan;
  }

  /** Adds to a change of registrations that takes effect at once. */
  protected abstract void atOnce(RegistrationChange change);

  /**
   * Adds to a change of registrations that is held for the shutdown. Without a candidate none is,
   * and this is never asked for.
   */
  protected void hold(RegistrationChange change) {
    atOnce(change);
  }

  @Override
  public final void now(RegistrationChange change) {
    atOnce(change);
    RegistrationChange _ = change.holdPlan(plan.rest);
  }

  @Override
  public final void held(RegistrationChange change) {
    HeldPlan earlier = change.heldPlan();
    hold(change);
    change.holdPlan(earlier.then(plan.added));
  }

  @Override
  public boolean isEmpty() {
    return !changes && !releasesPlan();
  }

  /** Whether less of the plan is held than before, if this takes effect at once. */
  public final boolean releasesPlan() {
    return !plan.rest.equals(HeldPlan.of(set));
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
