package dlkm.dkms;

import java.util.List;

/** A command can't be done, in DKMS's words and with its exit status. */
public final class DkmsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<String> lines;

  /**
   * A failure.
   *
   * @param status DKMS's exit status for it
   * @param lines the text after {@code Error!}
   */
  public DkmsException(int status, String... lines) {
    super(String.join("\n", lines), null, false, false);
    this.status = status;
    this.lines = List.of(lines);
  }

  public int status() {
    return status;
  }

  public List<String> lines() {
    return lines;
  }
}
