package dlkm.tune;

import dlkm.changelog.Changed;
import dlkm.changelog.Recording;
import dlkm.host.Host;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings planned values into the running kernel, through the files that it has for the parameters
 * of loaded modules (spec §4.3 {@code -u}).
 *
 * @param applied the parameters that have another value now
 * @param held those that take the planned value only with the next build and load
 */
public record RunningTunables(List<TunableStatus> applied, List<TunableStatus> held) {

  public RunningTunables {
    applied = List.copyOf(applied);
    held = List.copyOf(held);
  }

  /**
   * Sets all values that can be set; when the kernel refuses one, restores the earlier ones.
   *
   * @throws ProblemException when the kernel refuses a value
   */
  public static RunningTunables apply(Host host, List<TunableStatus> parameters) {
    List<TunableStatus> applied = new ArrayList<>();
    List<TunableStatus> held = new ArrayList<>();
    for (TunableStatus parameter : parameters) {
      if (parameter.current().isEmpty() || parameter.planned().isEmpty() || parameter.isCurrent()) {
        continue;
      }
      if (parameter.dynamic()) {
        write(host, parameter, applied);
        applied.add(parameter);
      } else {
        held.add(parameter);
      }
    }
    return new RunningTunables(applied, held);
  }

  private static void write(Host host, TunableStatus parameter, List<TunableStatus> before) {
    String planned = parameter.planned().orElseThrow().text();
    try {
      put(host, parameter, planned);
      record(parameter, parameter.current().orElse(""), planned);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      new RunningTunables(before, List.of()).undo(host);
      throw new ProblemException(
          parameter.name(),
          "the kernel refuses '" + planned + "' (" + reason + ")",
          "plan another value with 'kmtune -s'");
    }
  }

  /** Restores the values that the applied parameters had. */
  void undo(Host host) {
    for (TunableStatus earlier : applied) {
      putBack(host, earlier);
    }
  }

  private static void record(TunableStatus parameter, String from, String to) {
    boolean _ =
        Recording.note(Changed.done(Changed.Kind.TUNABLE, parameter.name(), "current", from, to));
  }

  private static void putBack(Host host, TunableStatus parameter) {
    String former = parameter.current().orElseThrow();
    try {
      put(host, parameter, former);
      record(parameter, parameter.planned().orElseThrow().text(), former);
    } catch (IOException e) {
      throw new ProblemException(
          parameter.name(), "can't be restored: " + e.getMessage(), "set it with 'kmtune -u'");
    }
  }

  private static void put(Host host, TunableStatus parameter, String value) throws IOException {
    Path file = RunningParameters.file(host, parameter.module().orElseThrow(), parameter.name());
    Files.writeString(file, value, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
  }
}
