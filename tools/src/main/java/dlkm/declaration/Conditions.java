package dlkm.declaration;

import java.util.List;

/**
 * The kernels that a module is for, as {@code $LINUX} says; it is excluded for all others. All of
 * them have to hold.
 *
 * @param kernels bounds of the kernel's version
 * @param architectures names as {@code uname -m} prints them; empty for all
 * @param options of the kernel's configuration: {@code CONFIG_X}, or {@code CONFIG_X=VALUE}, or
 *     {@code !CONFIG_X} for one that is not set
 * @param commands for the shell, each of which has to end with status 0
 */
public record Conditions(
    List<VersionBound> kernels,
    List<String> architectures,
    List<String> options,
    List<String> commands) {

  /** A module for every kernel. */
  public static final Conditions NONE = new Conditions(List.of(), List.of(), List.of(), List.of());

  public Conditions {
    kernels = List.copyOf(kernels);
    architectures = List.copyOf(architectures);
    options = List.copyOf(options);
    commands = List.copyOf(commands);
  }
}
