package dlkm.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is run in the scratch machine.
 *
 * @param command the command and its arguments, found through the environment's PATH
 * @param directory the working directory; {@code /} if the machine has none of that name
 * @param environment all of the command's environment
 * @param timeout how long the command may take, in the machine's time; after that it hangs
 * @param leaveLoaded leaves loaded what the command loaded, so leaks can't be seen
 * @param effort how long and how closely is looked
 */
public record GuestCommand(
    List<String> command,
    Path directory,
    Map<String, String> environment,
    Duration timeout,
    boolean leaveLoaded,
    Effort effort) {

  /** The default of the time limit. */
  public static final Duration TIMEOUT = Duration.ofMinutes(5);

  public GuestCommand {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("no command");
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** A command in this process's working directory and environment. */
  public static GuestCommand of(String... command) {
    return new GuestCommand(
        List.of(command),
        Path.of("").toAbsolutePath(),
        System.getenv(),
        TIMEOUT,
        false,
        Effort.USUAL);
  }

  public GuestCommand within(Duration limit) {
    return new GuestCommand(command, directory, environment, limit, leaveLoaded, effort);
  }
}
