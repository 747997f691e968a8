package dlkm.cli;

/** The user for registry and logs; with sudo, its caller. */
final class Invoker {

  private Invoker() {}

  static String name() {
    String behindSudo = System.getenv("SUDO_USER");
    return behindSudo == null || behindSudo.isEmpty()
        ? System.getProperty("user.name")
        : behindSudo;
  }
}
