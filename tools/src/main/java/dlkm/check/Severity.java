package dlkm.check;

/** How much a finding weighs. */
public enum Severity {
  /** The kernel ends the attempt to load the module with an error. */
  REFUSES,

  /** The kernel doesn't look, goes on, and reads or writes memory that isn't the module's. */
  HARMS,

  /** The kernel loads the module. It may say something, or something else may go wrong later. */
  WARNS
}
