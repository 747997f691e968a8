package dlkm.cli;

import dlkm.host.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The user for registry and logs; with sudo, its caller. */
final class Invoker {

  private static final Path LOGIN_UID = Path.of("/proc/self/loginuid");

  /** The login uid of a process that no login started: -1. */
  private static final String NO_LOGIN = "4294967295";

  private Invoker() {}

  static String name() {
    String behindSudo = System.getenv("SUDO_USER");
    return behindSudo == null || behindSudo.isEmpty()
        ? System.getProperty("user.name")
        : behindSudo;
  }

  /** The whole command; who changes something asks for it, so it is found out then. */
  static Invocation invocation(String command, String comment) {
    String user = login().orElseGet(Invoker::name);
    return new Invocation(user, uid(), command, comment);
  }

  /**
   * The user who logged in: the kernel keeps it across {@code su} and {@code sudo}. A name where
   * the machine has one for it.
   */
  private static Optional<String> login() {
    return read(LOGIN_UID)
        .filter(uid -> !uid.equals(NO_LOGIN) && !uid.isEmpty())
        .map(uid -> nameOf(uid).orElse(uid));
  }

  private static Optional<String> nameOf(String uid) {
    if (uid.equals(System.getenv("SUDO_UID"))) {
      return Optional.ofNullable(System.getenv("SUDO_USER"));
    }
    for (String line : read(Path.of("/etc/passwd")).orElse("").lines().toList()) {
      int name = line.indexOf(':');
      int number = line.indexOf(':', name + 1);
      if (name > 0 && number > 0 && line.startsWith(uid + ":", number + 1)) {
        return Optional.of(line.substring(0, name));
      }
    }
    return Optional.empty();
  }

  private static String uid() {
    for (String line : read(Path.of("/proc/self/status")).orElse("").lines().toList()) {
      if (line.startsWith("Uid:\t")) {
        int end = line.indexOf('\t', 5);
        return line.substring(5, end < 0 ? line.length() : end);
      }
    }
    return "";
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
