package dlkm.saved;

/** When the backup is saved before a change (spec §9.2, §9.5). */
public enum BackupRule {
  /** Before the first change after each boot: what was in use then stays to come back to. */
  FIRST,
  /** Before this change too ({@code -B}). */
  ALWAYS,
  /** Not before this change ({@code -K}). */
  NEVER
}
