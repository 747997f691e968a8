package dlkm.dkms;

/** A version of a package of module sources. Both are names of directories. */
public record PackageVersion(String name, String version) {

  private static final String MARKS = "._+~:^-";

  /**
   * Checks the names.
   *
   * @throws DkmsException when one of them can't be the name of a directory
   */
  public PackageVersion {
    require(name, "package");
    require(version, "package version");
  }

  private static void require(String text, String what) {
    if (!isName(text)) {
      throw new DkmsException(
          1,
          "'" + text + "' can't be the name of a " + what + ".",
          "It has letters, digits, and '" + MARKS + "', the first of them a letter or digit.");
    }
  }

  /** Whether the text can be one of the two names. */
  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && (i == 0 ? c != '_' : MARKS.indexOf(c) < 0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** As in {@code /usr/src}. */
  public String directory() {
    return name + "-" + version;
  }

  @Override
  public String toString() {
    return name + "/" + version;
  }
}
