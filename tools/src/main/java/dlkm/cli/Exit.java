package dlkm.cli;

/** The exit statuses that all tools share. */
final class Exit {

  /** Done. */
  public static final int DONE = 0;

  /** Partly held: the rest is done at shutdown, at the next boot or at the next load. */
  public static final int HELD = 1;

  /** Failed; nothing changed, or all is as before again as far as the kernel lets it. */
  public static final int FAILED = 2;

  /** Partly done: some parts are done, others failed; the messages name them. */
  public static final int PARTLY = 3;

  /** There never was what the command would go back to; nothing changed. */
  public static final int NEVER = 4;

  /** The command line is wrong (sysexits.h EX_USAGE). */
  public static final int USAGE = 64;

  /** An internal error (sysexits.h EX_SOFTWARE). */
  public static final int INTERNAL = 70;

  private Exit() {}
}
