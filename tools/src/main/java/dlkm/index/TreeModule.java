package dlkm.index;

/**
 * A module of a kernel, as {@code depmod} counts them: one for a name.
 *
 * @param path below the kernel's module directory; absolute for one of an external directory
 */
public record TreeModule(String path, ModuleFacts facts) {

  /** What the kernel and kmod call the module in a file: up to the first dot, dashes made even. */
  public static String name(String path) {
    int from = path.lastIndexOf('/') + 1;
    int dot = path.indexOf('.', from);
    return path.substring(from, dot < 0 ? path.length() : dot).replace('-', '_');
  }

  String name() {
    return name(path);
  }

  /**
   * How the kernel build's list calls it: with {@code .ko} behind the name, whatever follows in the
   * file's own.
   */
  static String listedPath(String path) {
    int from = path.lastIndexOf('/') + 1;
    int dot = path.indexOf('.', from);
    int end = (dot < 0 ? path.length() : dot) + 3;
    return path.substring(0, Math.min(end, path.length()));
  }
}
