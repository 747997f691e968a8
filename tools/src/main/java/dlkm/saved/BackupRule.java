package dlkm.saved;

import dlkm.funcset.FunctionSet;
import dlkm.host.Caller;
import java.io.IOException;

/** When the backup is saved before a change (spec §9.2, §9.5). */
public enum BackupRule {
  /** Before the first change after each boot: what was in use then stays to come back to. */
  FIRST,
  /** Before this change too ({@code -B}). */
  ALWAYS,
  /** Not before this change ({@code -K}). */
  NEVER;

  /** Saves it if the rule says so. The caller holds the state lock. */
  public void apply(FunctionSet set, Caller caller) throws IOException {
    if (this != NEVER) {
      new Configurations(set).backup(caller, this == ALWAYS);
    }
  }
}
