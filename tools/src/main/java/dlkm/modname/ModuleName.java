package dlkm.modname;

/**
 * The name of a module: what it may be, and the one form under which the kernel and kmod know it.
 * Users and files may write {@code -} where the kernel has {@code _}; both mean one module.
 */
public final class ModuleName {

  /** What a name may be, for messages. */
  public static final String RULE =
      "a module's name has letters, digits, '_' and '-', 55 at most, and no '-' in front";

  /** MODULE_NAME_LEN of include/linux/moduleparam.h, less the final NUL, on 64-bit machines. */
  private static final int LONGEST = 55;

  private ModuleName() {}

  /** Whether a module can have the name; Linux also has names like {@code 8021q}. */
  public static boolean isValid(String name) {
    if (name.isEmpty() || name.length() > LONGEST || name.charAt(0) == '-') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      if (!letter && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** The kernel's form of a name: every {@code -} is a {@code _}. */
  public static String kernelForm(String name) {
    return name.replace('-', '_');
  }

  /** Whether two names mean one module. */
  public static boolean isSame(String one, String other) {
    return kernelForm(one).equals(kernelForm(other));
  }

  /** The module in a file, in the kernel's form: the file's name up to its first dot. */
  public static String ofFile(String path) {
    int from = path.lastIndexOf('/') + 1;
    int dot = path.indexOf('.', from);
    return kernelForm(path.substring(from, dot < 0 ? path.length() : dot));
  }
}
