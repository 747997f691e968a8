package dlkm.update;

import dlkm.host.Caller;
import dlkm.plan.AttributeChange;
import dlkm.plan.Edits;
import dlkm.problem.PartlyDoneException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Changes the planned attributes of a module (spec §4.2), and with {@code $CONFIGURE} whether it
 * may be loaded. The caller holds the state lock and has run {@link Recovery}.
 */
public final class PlanChange {

  private PlanChange() {}

  /**
   * Makes the change.
   *
   * @param hpuxSystem the HP-UX system file
   */
  public static void apply(Caller caller, String module, AttributeChange change, Path hpuxSystem)
      throws IOException {
    Edits edits = change.edits(caller.host(), module, hpuxSystem);
    // The registries' next generations come first: preparing them may fail, with nothing changed.
    List<PlannedUse> uses =
        change.configure().isPresent()
            ? PlannedUse.prepare(caller.host(), module, change.configure().get(), caller.notices())
            : List.of();
    try {
      edits.commit();
    } catch (IOException | RuntimeException e) {
      uses.forEach(PlannedUse::abandon);
      throw e;
    }
    PartlyDoneException.after(() -> uses.forEach(PlannedUse::commit));
  }
}
