package dlkm.cli;

/** The person to note in registry and logs: behind sudo, the one who called it. */
final class Invoker {

  private Invoker() {}

  static String name() {
    String behindSudo = System.getenv("SUDO_USER");
    return behindSudo == null || behindSudo.isEmpty()
        ? System.getProperty("user.name")
        : behindSudo;
  }
}
