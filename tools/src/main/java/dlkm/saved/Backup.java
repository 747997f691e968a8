package dlkm.saved;

import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import java.io.IOException;

/**
 * The backup of a change (spec §9.5). It is saved as the last step before the change is made: a
 * command that changes nothing, or fails before that, saves none.
 *
 * @param rule whether it is saved
 */
public record Backup(BackupRule rule, Caller caller) {

  /** No backup of the caller's change. */
  static Backup none(Caller caller) {
    return new Backup(BackupRule.NEVER, caller);
  }

  /** Saves it if the rule says so. The caller holds the state lock. */
  public void save(FunctionSet set) throws IOException {
    if (rule != BackupRule.NEVER) {
      new Configurations(set).backup(caller, rule == BackupRule.ALWAYS);
    }
  }
}
