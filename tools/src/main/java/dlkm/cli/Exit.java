package dlkm.cli;

/** The exit statuses that all tools share. */
public final class Exit {

  /** All that was asked is done. */
  public static final int DONE = 0;

  /** Done as far as possible now; the rest is held for the shutdown or the next boot. */
  public static final int HELD = 1;

  /** Failed; nothing changed. */
  public static final int FAILED = 2;

  /** Some of several independent parts are done, others failed: the messages say which. */
  public static final int PARTLY = 3;

  /** The command line is wrong (sysexits.h EX_USAGE). */
  public static final int USAGE = 64;

  /** Our own mistake (sysexits.h EX_SOFTWARE). */
  public static final int INTERNAL = 70;

  private Exit() {}
}
