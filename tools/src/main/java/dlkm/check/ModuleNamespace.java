package dlkm.check;

/**
 * Namespaces that export a symbol for modules by name: {@code module:a,b*}, where a trailing {@code
 * *} stands for any rest and {@code -} is {@code _}: verify_module_namespace().
 */
final class ModuleNamespace {

  private static final String PREFIX = "module:";

  private ModuleNamespace() {}

  /** Whether the namespace is one of these, and the module is among its names. */
  static boolean names(String namespace, String module) {
    if (!namespace.startsWith(PREFIX)) {
      return false;
    }
    for (int at = PREFIX.length(); at < namespace.length(); ) {
      int comma = namespace.indexOf(',', at);
      int end = comma < 0 ? namespace.length() : comma;
      if (matches(namespace.substring(at, end).replace('-', '_'), module.replace('-', '_'))) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }

  private static boolean matches(String pattern, String module) {
    return pattern.endsWith("*")
        ? module.startsWith(pattern.substring(0, pattern.length() - 1))
        : module.equals(pattern);
  }

  /** Whether the namespace names modules: it can't be imported by others. */
  static boolean isOne(String namespace) {
    return namespace.startsWith(PREFIX);
  }
}
