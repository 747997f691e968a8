package dlkm.dkms;

import java.util.List;

/** A command can't be done, in DKMS's words and with its exit status. */
public final class DkmsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<String> lines;
  private final boolean warning;

  /**
   * A failure.
   *
   * @param status DKMS's exit status for it
   * @param lines the text after {@code Error!}
   */
  public DkmsException(int status, String... lines) {
    this(status, false, lines);
  }

  private DkmsException(int status, boolean warning, String... lines) {
    super(String.join("\n", lines), null, false, false);
    this.status = status;
    this.lines = List.of(lines);
    this.warning = warning;
  }

  /** One that is told as a warning. */
  static DkmsException warning(int status, String... lines) {
    return new DkmsException(status, true, lines);
  }

  /** One of which all is told already. */
  static DkmsException told(int status) {
    return new DkmsException(status);
  }

  /** Tells of it. */
  public void tell(DkmsOutput output) {
    if (lines.isEmpty()) {
      return;
    }
    String[] all = lines.toArray(String[]::new);
    if (warning) {
      output.warn(all);
    } else {
      output.error(all);
    }
  }

  public int status() {
    return status;
  }

  public List<String> lines() {
    return lines;
  }
}
