package dlkm.check;

import dlkm.host.Host;
import dlkm.modname.ModuleName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The parameters that {@code modprobe} gives modules: the lines {@code options} of modprobe.d. */
public final class ModprobeOptions {

  private ModprobeOptions() {}

  /** The words for each module that has some, by the kernel's name for it. */
  public static Map<String, String> read(Host host) {
    return of(ModprobeFiles.lines(host));
  }

  /** The same of these lines. */
  public static Map<String, String> of(List<ModprobeFiles.Line> lines) {
    Map<String, String> options = new HashMap<>();
    for (ModprobeFiles.Line line : lines) {
      if (line.word(0).equals("options") && !line.word(1).isEmpty()) {
        options.merge(
            ModuleName.kernelForm(line.word(1)), line.word(2), (one, other) -> one + " " + other);
      }
    }
    return options;
  }
}
