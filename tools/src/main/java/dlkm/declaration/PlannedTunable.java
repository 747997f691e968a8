package dlkm.declaration;

import java.util.Optional;

/**
 * A tunable with the value that the next build takes (spec §4.3).
 *
 * @param declared in the master file
 * @param override the value in the system file as it is written; absent: it follows the default,
 *     which may be another one in the next version
 * @param value computed
 * @param defaultValue the value that it would have without the override
 * @param writable whether it may be changed while the module is loaded
 */
public record PlannedTunable(
    TunableDefault declared,
    Optional<String> override,
    TunableContent value,
    Optional<TunableContent> defaultValue,
    boolean writable) {

  public String name() {
    return declared.name();
  }
}
