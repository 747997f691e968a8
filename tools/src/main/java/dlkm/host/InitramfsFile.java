package dlkm.host;

import java.nio.file.Path;
import java.util.List;

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

  /** Begins the suffix of a whole kernel's own initramfs; its name follows. */
  private static final String KERNEL = ".dlkm-kernel-";

  private final String suffix;

  InitramfsFile(String suffix) {
    this.suffix = suffix;
  }

  /** The suffix of the installed initramfs's name. */
  public String suffix() {
    return suffix;
  }

  /** The path of a whole kernel's initramfs, beside the installed one. */
  public static Path ofKernel(Path installed, String name) {
    return installed.resolveSibling(installed.getFileName() + KERNEL + name);
  }

  /** The names of all of those that are there, kernels or not. */
  public static List<String> kernels(Path installed) {
    String prefix = installed.getFileName() + KERNEL;
    return DirectoryNames.of(installed.getParent(), prefix).stream()
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  /** Its path beside the installed initramfs. */
  public Path beside(Path installed) {
    return installed.resolveSibling(installed.getFileName() + suffix);
  }
}
