package dlkm.modname;

/**
 * The release of a kernel, as {@code uname -r} prints it: what it may be. It becomes the name of
 * directories and a word in files that the boot and modprobe(8) read as shell.
 */
public final class KernelRelease {

  /** What a release may be, for messages. */
  public static final String RULE = "letters, digits, '.', '_', '+', '~', ':' and '-'";

  private static final String MARKS = "._+~:-";

  private KernelRelease() {}

  /** Whether a kernel can have the release. */
  public static boolean isValid(String release) {
    if (release.isEmpty() || release.charAt(0) == '.' || release.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < release.length(); i++) {
      char c = release.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
