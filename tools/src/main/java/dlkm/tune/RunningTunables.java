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
public record RunningTunables(List<PlannedParameter> applied, List<PlannedParameter> held) {

  public RunningTunables {
    applied = List.copyOf(applied);
    held = List.copyOf(held);
  }

  /**
   * Sets all values that can be set; when the kernel refuses one, restores the earlier ones.
   *
   * @throws ProblemException when the kernel refuses a value
   */
  public static RunningTunables apply(Host host, List<PlannedParameter> parameters) {
    List<PlannedParameter> applied = new ArrayList<>();
    List<PlannedParameter> held = new ArrayList<>();
    for (PlannedParameter parameter : parameters) {
      if (parameter.current().isEmpty() || parameter.isCurrent()) {
        continue;
      }
      if (parameter.dynamic() && !parameter.isFormula()) {
        write(host, parameter, applied);
        applied.add(parameter);
      } else {
        held.add(parameter);
      }
    }
    return new RunningTunables(applied, held);
  }

  private static void write(Host host, PlannedParameter parameter, List<PlannedParameter> before) {
    try {
      put(host, parameter, parameter.planned());
      record(parameter);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      for (PlannedParameter earlier : before) {
        putBack(host, earlier);
      }
      throw new ProblemException(
          parameter.name(),
          "the kernel refuses '" + parameter.planned() + "' (" + reason + ")",
          "plan another value with 'kmtune -s'");
    }
  }

  private static void record(PlannedParameter parameter) {
    boolean _ =
        Recording.note(
            Changed.done(
                Changed.Kind.TUNABLE,
                parameter.name(),
                "current",
                parameter.current().orElse(""),
                parameter.planned()));
  }

  private static void putBack(Host host, PlannedParameter parameter) {
    try {
      put(host, parameter, parameter.current().orElseThrow());
    } catch (IOException e) {
      throw new ProblemException(
          parameter.name(), "can't be restored: " + e.getMessage(), "set it with 'kmtune -u'");
    }
  }

  private static void put(Host host, PlannedParameter parameter, String value) throws IOException {
    Path file = PlannedParameters.running(host, parameter.module().orElseThrow(), parameter.name());
    Files.writeString(file, value, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
  }
}
