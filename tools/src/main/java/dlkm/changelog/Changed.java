package dlkm.changelog;

/**
 * One changed thing.
 *
 * @param name of the module, tunable, configuration or kernel
 * @param what the attribute that changed, as {@code configured} or {@code registered}
 * @param from the earlier value; empty where there was none
 * @param to the later value; empty where there is none any more
 * @param kernel the release of the kernel that it concerns; empty for all
 * @param outcome {@link #DONE}, {@link #HELD}, or {@code failed} and why
 */
public record Changed(
    Kind kind, String name, String what, String from, String to, String kernel, String outcome) {

  /** Changed. */
  public static final String DONE = "done";

  /** Held until the shutdown. */
  public static final String HELD = "held";

  /** The attribute of a repair: {@code to} is the damaged thing, {@code from} what was wrong. */
  public static final String REPAIRED = "repaired";

  /** The kind of thing (spec §9.6: {@code -t}). */
  public enum Kind {
    MODULE,
    TUNABLE,
    CONFIGURATION,
    /** The current generation of a kernel: a rollback at boot, or by hand. */
    GENERATION,
    /** No change, but what a person adds to the log. */
    COMMENT;

    /** The word for it, in the log and for {@code -t}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A change of all kernels that is done. */
  public static Changed done(Kind kind, String name, String what, String from, String to) {
    return new Changed(kind, name, what, from, to, "", DONE);
  }

  /** The same change of one kernel. */
  public Changed of(String release) {
    return new Changed(kind, name, what, from, to, release, outcome);
  }

  /** The same change with another outcome. */
  public Changed with(String other) {
    return new Changed(kind, name, what, from, to, kernel, other);
  }
}
