package dlkm.index;

/** How a module is called, by the path of its file. */
public final class ModuleName {

  private ModuleName() {}

  /**
   * The name in the kernel and kmod of the module in a file: up to the first dot, with '_' for '-'.
   */
  public static String of(String path) {
    int from = path.lastIndexOf('/') + 1;
    int dot = path.indexOf('.', from);
    return path.substring(from, dot < 0 ? path.length() : dot).replace('-', '_');
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
