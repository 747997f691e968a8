package dlkm.host;

import java.nio.file.Path;

/** The files that stand beside a kernel's initramfs in {@code /boot} while it is replaced. */
public enum InitramfsFile {
  /** Built for the generation that becomes current. */
  NEW(".dlkm-new"),
  /** The installed one, until the change that replaces it is made. */
  OLD(".dlkm-old"),
  /** Held for the shutdown. */
  HELD(".dlkm-next"),
  /** Built to be held, until the change that holds it is made. */
  NEW_HELD(".dlkm-held");

  private final String suffix;

  InitramfsFile(String suffix) {
    this.suffix = suffix;
  }

  /** The suffix of the installed initramfs's name. */
  public String suffix() {
    return suffix;
  }

  /** Its path beside the installed initramfs. */
  public Path beside(Path installed) {
    return installed.resolveSibling(installed.getFileName() + suffix);
  }
}
