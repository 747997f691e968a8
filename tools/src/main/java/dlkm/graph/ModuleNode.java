package dlkm.graph;

import dlkm.declaration.Phase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A module in the graph.
 *
 * @param name the registered name, else the kernel's
 * @param phase the configured phase of a registered module
 */
public record ModuleNode(
    String name, ModuleOrigin origin, State state, Optional<Phase> phase, Facts facts) {

  /**
   * The rest that is known of a module. Texts are empty where nothing is known.
   *
   * @param size the memory of the loaded module, in bytes
   * @param taint the letters by which it taints the kernel
   * @param tunables {@code NAME=VALUE}, as registered
   * @param note the same as in the brief list of {@code kmadmin}
   */
  public record Facts(
      String id,
      String version,
      OptionalLong size,
      Use use,
      String taint,
      String description,
      List<String> tunables,
      String note) {

    static final Facts NONE =
        new Facts("", "", OptionalLong.empty(), Use.NONE, "", "", List.of(), "");

    public Facts {
      tunables = List.copyOf(tunables);
    }
  }

  /** A module of which only the name and the state are known. */
  static ModuleNode bare(String name, State state) {
    return new ModuleNode(name, ModuleOrigin.KERNEL, state, Optional.empty(), Facts.NONE);
  }

  public boolean isOurs() {
    return origin == ModuleOrigin.DLKM;
  }

  /** The phase's name, or a dash. */
  public String phaseWord() {
    return phase.map(Phase::name).orElse("-");
  }
}
